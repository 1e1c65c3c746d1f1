// Three lines for each operation of the API, made by chance from the catalogue, to the official CLI
// and to this shell: what they print, their exit code and their requests must be equal.

import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { inBothShells } from './both-shells.ts';
import { comparable, comparableText } from './comparable.ts';
import { linesOfEachOperation } from './generated-lines.ts';
import { fairPart } from './whole.ts';

/** Of the lines. Standard error, which nobody asks for, must be as near. */
const shareMin = 0.995;

/** Other lines with another seed: `SEED=7 npm run conformance`. */
const seed = Number(process.env['SEED'] ?? 3);

/** Each line the tests may run, of some 2,100; no multiple of three, so that all three kinds are among them. */
const oneIn = 4;

/** Long for a quiet machine, where all of them take about three minutes. */
const patienceMs = 900_000;

test(
  'lines for each of the operations end as with the official CLI',
  async () => {
    const catalog = await loadCatalog();
    await catalog.loadAll();
    const lines = fairPart([...new Set(linesOfEachOperation(catalog, seed))], oneIn);
    const found = await inBothShells(lines, async (line, shells) => {
      const theirs = await shells.theirs(line);
      return { line, theirs, ours: await shells.ours(line) };
    });
    const different = found.filter(
      ({ ours, theirs }) => JSON.stringify(comparable(ours)) !== JSON.stringify(comparable(theirs)),
    );
    const toldOtherwise = found.filter(
      ({ ours, theirs }) => comparableText(ours.stderr) !== comparableText(theirs.stderr),
    );
    const equalCount = lines.length - different.length;
    console.log(
      `${equalCount} of ${lines.length} generated lines are equal ` +
        `(${((100 * equalCount) / lines.length).toFixed(2)} %), ` +
        `and standard error in ${lines.length - toldOtherwise.length}.`,
    );
    for (const { line } of new Set([...different, ...toldOtherwise])) console.log(`- ${line}`);
    expect(equalCount / lines.length).toBeGreaterThanOrEqual(shareMin);
    expect(1 - toldOtherwise.length / lines.length).toBeGreaterThanOrEqual(shareMin);
  },
  patienceMs,
);
