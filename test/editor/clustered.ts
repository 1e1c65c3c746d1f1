// Text for property tests, rich in characters of several code points, and where they begin.

import * as fc from 'fast-check';
import { clusters } from '../../src/text/width.ts';

const character = fc.constantFrom(
  'a',
  'b',
  ' ',
  '-',
  '"',
  '\n',
  '\r',
  '世',
  '한',
  '😀',
  '👍🏽',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  'e\u0301',
  '1\ufe0f\u20e3',
  '\u0600',
  '\u0301',
  '\u200d',
  '🇫',
  'न',
  '\u094d',
  '\ufe0f',
);

export const clustered: fc.Arbitrary<string> = fc
  .array(character, { maxLength: 30 })
  .map((characters) => characters.join(''));

/** In UTF-16 units: the starts of all characters, and the text's end. */
export function edgesOf(text: string): number[] {
  let at = 0;
  return [0, ...clusters(text).map((cluster) => (at += cluster.length))];
}
