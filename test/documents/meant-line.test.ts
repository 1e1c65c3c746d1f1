import { expect, test } from 'vitest';
import { meantLine } from '../../src/documents/meant-line.ts';

const unknown = (word: string, instead: string): Parameters<typeof meantLine>[1] => [
  { code: 'unknown-flag', message: '', meant: { word, instead } },
];
const param = 'Received unknown parameter: foo[a]. Did you mean x?';

test.each([
  ['stripe customer create', unknown('customer', 'customers'), '', 'stripe customers create'],
  ['stripe get x --limti=3', unknown('--limti', '--limit'), '', 'stripe get x --limit=3'],
  ['stripe a -d foo[a]=1 -d b=2', [], param, 'stripe a -d b=2'],
  [`stripe a -d "foo[a]=1 2" --data 'foo[a]=3'`, [], param, 'stripe a'],
  ['stripe a -d "foo[]=1" -d foo[a][b]=2', [], 'Received unknown parameter: foo.', 'stripe a'],
  ['stripe a —limit 3', [], '', 'stripe a --limit 3'],
  ['stripe a', [], 'Received unknown parameters: b, c', undefined],
  ['stripe a', [], '', undefined],
])('%j', (line, problems, told, meant) => {
  expect(meantLine(line, problems, told)).toBe(meant);
});
