import { expect, test } from 'vitest';
import { checkDocument } from '../../src/documents/check-document.ts';
import { stages } from '../../src/server/check-stage.ts';

const open = await stages();
const options = { seed: 'any', nowMs: Date.parse('2026-01-31T12:00:00Z'), folder: '.' };

/** The wrong word is marked by a bar before it, which is where the finding is to be. */
test.each([
  ['a prompt', '```sh\n$ stripe customers create |--nmae x\n```\n'],
  ['a quote', '> ```sh\r\n> stripe customers create \\\r\n>   |--nmae x\r\n> ```\r\n'],
  ['a list with tabs', '-\ta\n\n\t```sh\n\tstripe customers create\t|--nmae x\n\t```\n'],
  ['wide letters', '```sh\nstripe customers create --name "日本😀" |--nmae x\n```\n'],
  ['HTML', '<pre><code>stripe customers create |--nmae x</code></pre>\n'],
  ['HTML of several lines', '<pre><code>\nstripe customers create |--nmae x\n</code></pre>\n'],
  ['HTML with entities', '|<pre><code>stripe customers list --nmae "a &amp; b"</code></pre>\n'],
  ['a sentence', 'Use `stripe |custmers list` here.\n'],
  ['two backticks', 'Use `` stripe |custmers list `` here.\n'],
  ['a span of two lines', '> Use `|stripe customers\n> lsit` here.\n'],
  [
    'a body of /v2',
    '```sh\nstripe v2 core accounts create -d \'{"display_name":"x","|b":1}\'\n```\n',
  ],
  ['a value that names it', '```sh\nstripe customers create --name "a b" -d "|b=a"\n```\n'],
])('a wrong word is found in %s', async (_, marked) => {
  const before = marked.slice(0, marked.indexOf('|')).split(/\r?\n/);
  const text = marked.replace('|', '');
  const { findings } = await checkDocument(text, () => open(options), {
    isMdx: false,
    isUpdate: false,
  });
  const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  expect(findings).toMatchObject([place]);
  expect(findings[0]?.code).not.toBe('failed');
});
