// What becomes of a fenced block of the language `stripe`, as VitePress' own renderer is extended.

import { expect, test } from 'vitest';
import { createMarkdownRenderer } from 'vitepress';
import { stripeFences } from '../../src/wrappers/stripe-fences.ts';
import { withSandshell } from '../../src/wrappers/vitepress.ts';

const md = await createMarkdownRenderer('.', { config: stripeFences });

/** The `<pre>`'s opening tag, without what VitePress says there itself. */
function preOf(info: string, text = 'stripe customers list'): string {
  const html = md.render(`\`\`\`${info}\n${text}\n\`\`\``);
  const [, attributes = ''] = /<pre([^>]*)>/.exec(html) ?? [];
  return attributes.replace(/\s(class|tabindex|v-pre)(="[^"]*")?/g, '').trim();
}

test.each([
  ['stripe', 'data-sandshell="run"'],
  ['bash', ''],
  ['stripe insert', 'data-sandshell="insert"'],
  ['stripe off', 'data-sandshell="off"'],
  ['stripe output', 'data-sandshell-expected'],
  [
    'stripe id=one after=zero',
    'data-sandshell="run" data-sandshell-id="one" data-sandshell-after="zero"',
  ],
  [
    'stripe {1} id="a&quot;b<c" [Terminal]',
    'data-sandshell="run" data-sandshell-id="a&amp;quot;b&lt;c"',
  ],
  ['bash id=one', ''],
  ['json output', ''],
])('```%s is a block with: %s', (info, attributes) => {
  expect(preOf(info)).toBe(attributes);
});

test('the text is coloured as a shell line, an answer as JSON, and other words stay with VitePress', () => {
  const line = md.render('```stripe id=one {1}\nstripe customers list\n```');
  expect(line).toContain('language-bash');
  expect(line).toContain('class="line highlighted"');
  expect(md.render('```stripe output\n{ "id": "cus_1" }\n```')).toContain('jsonc');
  expect(md.render('```stripe output\nDone.\n```')).toContain('language-txt');
});

test('Vue leaves placeholders alone', () => {
  const html = md.render('```stripe\nstripe customers retrieve {{CUSTOMER_ID}}\n```');
  expect(html).toMatch(/<pre [^>]*v-pre/);
  expect(html).toContain('{{CUSTOMER_ID}}');
  expect(md.render('as in `{{CUSTOMER_ID}}`')).toContain('<code v-pre>{{CUSTOMER_ID}}</code>');
  expect(md.render('as in `{{ title }}`')).toContain('<code>{{ title }}</code>');
});

test("the site's own settings stay beside ours", () => {
  const plugin = { name: 'own' };
  const { title, head, vite } = withSandshell({
    title: 'Docs',
    base: '/docs/',
    head: [['meta', { name: 'own' }]],
    vite: { plugins: [plugin] },
  });
  expect(title).toBe('Docs');
  expect(head[0]).toEqual(['meta', { name: 'own' }]);
  expect(JSON.stringify(head[1])).toContain('/docs/sandshell/vitepress.css');
  expect(vite.plugins).toContain(plugin);
});
