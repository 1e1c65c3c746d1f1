// Misspelt first words: the official CLI and this shell must tell the same, with the same
// suggestions in the same order.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { inBothShells } from './both-shells.ts';

const wordsCount = 200;
const patienceMs = 300_000;

test(
  `${wordsCount} misspelt first words are answered as the official CLI answers them`,
  async () => {
    const { rootNames } = await loadCatalog();
    const lines = misspelt(rootNames).map((word) => `stripe ${word}`);
    const found = await inBothShells(lines, async (line, shells) => {
      const theirs = await shells.theirs(line);
      return { line, theirs, ours: await shells.ours(line) };
    });
    for (const { line, ours, theirs } of found)
      expect({ line, ...ours }).toEqual({ line, ...theirs });
    const suggested = found.filter(({ theirs }) => theirs.stdout.includes('Did you mean'));
    console.log(`${found.length} misspelt words are answered alike; ${suggested.length} suggest.`);
    expect(found).toHaveLength(wordsCount);
    // It would prove little if the CLI had nothing to suggest.
    expect(suggested.length).toBeGreaterThan(wordsCount / 2);
  },
  patienceMs,
);

/** One or two slips of the hand in a name that the CLI knows. */
function misspelt(names: readonly string[]): readonly string[] {
  const slip = fc.tuple(fc.nat(30), fc.constantFrom('drop', 'double', 'swap', 'change', 'add'));
  const word = fc
    .tuple(fc.constantFrom(...names), fc.array(slip, { minLength: 1, maxLength: 2 }))
    .map(([name, slips]) => slips.reduce((text, [at, kind]) => slipped(text, at, kind), name))
    .filter((text) => /^[a-z_]{2,}$/.test(text) && !names.includes(text));
  const words = fc.uniqueArray(word, { minLength: wordsCount, maxLength: wordsCount });
  return fc.sample(words, { seed: 5, numRuns: 1 })[0] ?? [];
}

function slipped(text: string, place: number, kind: string): string {
  const at = place % text.length;
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  switch (kind) {
    case 'drop':
      return before + after;
    case 'double':
      return before + letter + letter + after;
    case 'swap':
      return before + after.charAt(0) + letter + after.slice(1);
    case 'change':
      return `${before}x${after}`;
    default:
      return `${before}e${letter}${after}`;
  }
}
