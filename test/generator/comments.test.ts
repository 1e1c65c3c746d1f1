import { expect, test } from 'vitest';
import { firstSentence, plainComment } from '../../src/generator/comments.ts';

test('a comment loses its stars and its tags', () => {
  const comment = '*\n     * Lists things.\n     * In order.\n     * @throws Error\n     ';
  expect(plainComment(comment)).toBe('Lists things.\nIn order.');
});

test.each([
  ['A name. It is shown.', 'A name'],
  ['A name.', 'A name'],
  ['A name', 'A name'],
  ['', ''],
  ['Types (e.g. card) to use. More.', 'Types (e.g. card) to use'],
  ['Carriers, such as UPS, etc.', 'Carriers, such as UPS, etc.'],
  ['Carriers, etc. Required.', 'Carriers, etc'],
  ['The number (U.S. only)', 'The number (U.S. only)'],
  ['The flow. `flow` is one of two.', 'The flow'],
  ['The version 1.2 of it. [See](x).', 'The version 1.2 of it'],
  ['The number.\nNext line.', 'The number'],
])('%j is cut to %j', (text, expected) => {
  expect(firstSentence(text)).toBe(expected);
});
