import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createShell } from '../../src/shell/shell.ts';
import { textOf, type Style } from '../../src/text/styled.ts';

const shell = createShell({ fetch: () => Promise.reject(new Error('no requests')) });
// The words below `stripe` are known once the catalogue is there.
await shell.complete('');

function styleOf(line: string, part: string): Style | undefined {
  return shell.highlight(line).find(({ text }) => text === part)?.style;
}

test.each([
  ['stripe customers list', 'stripe', { bold: true }],
  ['strip customers list', 'strip', { color: 'red' }],
  ['stripe customers list', 'customers', { color: 'blue' }],
  ['stripe customers list', 'list', { color: 'blue' }],
  ['stripe custmers list', 'custmers', { color: 'red' }],
  ['stripe cust list', 'cust', { color: 'red' }],
  ['stripe get cus_1', 'cus_1', {}],
  ['stripe get x --limit 3', '--limit', { color: 'cyan' }],
  [`echo 'a b'`, `'a b'`, { color: 'green' }],
  ['echo $A', '$A', { color: 'magenta' }],
  ['echo a # note', '# note', { dim: true }],
  ['echo a; strip', ';', { bold: true }],
  ['echo a; strpe', 'strpe', { color: 'red' }],
  ['A=1 stripe get x', 'stripe', { bold: true }],
  ['echo a >| b', '>|', { color: 'red', underline: true }],
  ['echo a > /dev/null', '>', { bold: true }],
  ['echo $(stripe x)', '$(stripe x)', { color: 'magenta' }],
])('in %s, %s looks its part', (line, part, style) => {
  expect(styleOf(line, part)).toEqual(style);
});

test.each(['str', 'stripe cust', 'stripe customers cre', 'hist'])(
  'in %s the word that is being typed is not called a mistake',
  (line) => {
    expect(shell.highlight(line).at(-1)?.style).toEqual({});
  },
);

test('the runs put together are always the line', () => {
  const piece = fc.oneof(
    fc.constantFrom('stripe', ' ', "'", '"', '$A', '\\\n', '|', '>', '$(', '# ', '--x', ';', '😀'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const line = pieces.join('');
      expect(textOf(shell.highlight(line))).toBe(line);
    }),
  );
});
