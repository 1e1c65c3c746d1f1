import { expect, test } from 'vitest';
import { signedWord, withPlainSigns } from '../../src/text/plain-signs.ts';

test.each([
  ['stripe a —limit 3', 'stripe a --limit 3', '—limit'],
  ['stripe a –limit=3 —name “Jo Doe”', 'stripe a --limit=3 --name "Jo Doe"', '–limit=3'],
  ['stripe a --name=“Jo Doe” -d ‘b=c’', `stripe a --name="Jo Doe" -d 'b=c'`, '“Jo'],
  ['stripe a --name “O’Brien 😀”', 'stripe a --name "O’Brien 😀"', '“O’Brien'],
])('%j is %j in plain signs', (line, plain, word) => {
  expect(withPlainSigns(line)).toBe(plain);
  expect(signedWord(line)).toBe(word);
});

test.each([
  'stripe a --limit 3',
  'stripe a --name "Jo — “the” Doe"',
  `stripe a -d 'b=— c' --name O’Brien`,
  '',
])('%j has no others', (line) => {
  expect(withPlainSigns(line)).toBe(line);
  expect(signedWord(line)).toBeUndefined();
});
