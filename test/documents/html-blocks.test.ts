import { expect, test } from 'vitest';
import { blocksInHtml } from '../../src/documents/html-blocks.ts';

test.each([
  ['&amp;&lt;&GT;&quot;&hellip;', '&<>"…'],
  ['&#65;&#x42;', 'AB'],
  [
    '&#x110000; &constructor; &toString; &unknown; &',
    '&#x110000; &constructor; &toString; &unknown; &',
  ],
])('%s in the HTML of a document is read as %s', (written, read) => {
  const html = `<pre><code>${written}</code></pre>`;
  const blocks = blocksInHtml(html, html, { line: 1, offset: 0 });
  expect(blocks.map(({ text }) => text)).toEqual([read]);
});
