// Code blocks as known highlighters write them: each is read as its reader sees it.

import { expect, test } from 'vitest';
import { textOf } from '../../src/snippets/text-of.ts';

const text = 'stripe customers create \\\n  --name=Robin';

test.each([
  ['plain', `<code>${text}</code>`],
  [
    'Shiki',
    `<code><span class="line">stripe customers create \\</span>\n<span>  --name=Robin</span></code>`,
  ],
  [
    'Pygments',
    `<span></span><code>stripe<span> </span>customers create \\\n  --name<span>=</span>Robin</code>`,
  ],
  [
    'Docusaurus',
    '<code><div>stripe customers create \\<br></div><div>  --name=Robin<br></div></code>',
  ],
  [
    'Expressive Code',
    '<code><div><div>stripe customers create \\</div></div><div><div>  --name=Robin</div></div></code>',
  ],
  ['line breaks', '<code><span>stripe customers create \\<br></span>  --name=Robin</code>'],
  ['edited', '<code>stripe customers create \\<div>  --name=Robin</div></code>'],
])('%s', (_, html) => {
  const pre = document.body.appendChild(document.createElement('pre'));
  pre.innerHTML = html;
  expect(textOf(pre).trim()).toBe(text);
  pre.remove();
});
