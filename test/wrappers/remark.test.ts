// What becomes of a fenced block of the language `stripe` where remark renders, as HTML and as JSX.

import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { stripeFences } from '../../src/wrappers/remark.ts';

const page = `
\`\`\`stripe id="a<b" after=zero
stripe customers retrieve {{CUSTOMER_ID}} && echo "<done>"
\`\`\`

- in a list:

  \`\`\`stripe output
  { "id": "cus_…" }
  \`\`\`

\`\`\`bash id=one
stripe customers list
\`\`\`
`;

function rendered(text: string, extname: string, options?: { mdx: boolean }): string {
  const tree = fromMarkdown(text);
  stripeFences(options)(tree, { extname });
  return JSON.stringify(tree, (key, value: unknown) => (key === 'position' ? undefined : value));
}

test('in Markdown it is HTML, also inside of lists, and other languages stay code', () => {
  const text = rendered(page, '.md');
  expect(text).toContain(
    JSON.stringify(
      '<pre data-sandshell="run" data-sandshell-id="a&lt;b" data-sandshell-after="zero"><code>' +
        'stripe customers retrieve {{CUSTOMER_ID}} &amp;&amp; echo &quot;&lt;done>&quot;</code></pre>',
    ),
  );
  expect(text).toContain('<pre data-sandshell-expected=');
  expect(text).toContain('"lang":"bash","meta":"id=one"');
  expect(text).not.toContain('"lang":"stripe"');
});

test.each([
  ['.mdx', undefined],
  ['.md', { mdx: true }],
])('in MDX (%s) it is an element that the page wrote itself', (extname, options) => {
  const text = rendered(page, extname, options);
  expect(text).toContain('"type":"mdxJsxFlowElement","name":"pre"');
  expect(text).toContain('{"type":"mdxJsxAttribute","name":"data-sandshell-id","value":"a<b"}');
  expect(text).toContain('"value":"stripe customers retrieve {{CUSTOMER_ID}} && echo');
  expect(text.match(/"_mdxExplicitJsx":true/g)).toHaveLength(4);
  expect(text).not.toContain('"type":"html"');
});
