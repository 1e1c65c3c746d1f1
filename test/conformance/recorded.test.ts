// Recorded sessions of real Stripe, where they lie beside the project: played again, each with a key of
// its own, and compared in status, errors, names and values.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run, serveSandbox } from './program.ts';

const folder = fileURLToPath(new URL('../../../shared/recorded/', import.meta.url));

/** What the player counts. */
interface Totals {
  readonly steps: number;
  readonly kind: number;
  readonly errSteps: number;
  readonly err: number;
  readonly keysN: number;
  readonly keysOk: number;
  readonly valsN: number;
  readonly valsOk: number;
}

interface Goals {
  readonly steps: number;
  readonly errors: number;
  readonly keys: number;
  readonly values: number;
}

const sessions: readonly (readonly [file: string, goals: Goals])[] = [
  ['modern-open.jsonl', { steps: 0.95, errors: 0.95, keys: 0.98, values: 0.97 }],
  ['marketplace-open.jsonl', { steps: 0.8, errors: 0, keys: 0, values: 0 }],
];

for (const [file, goals] of sessions) {
  const path = join(folder, file);
  if (!existsSync(path)) {
    console.log(`There is no ../shared/recorded/${file}: it is not played.`);
    test('without recordings there is nothing to compare', () =>
      expect(existsSync(path)).toBe(false));
    continue;
  }
  test(`${file} is answered as Stripe answered it`, { timeout: 300_000 }, async () => {
    const served = await serveSandbox();
    const work = mkdtempSync(join(tmpdir(), 'sandshell-recorded-'));
    try {
      const report = join(work, 'report.json');
      await run(process.execPath, [join(folder, 'replay.mjs'), path], {
        BASE: served.url,
        OUT: report,
      });
      const { T } = JSON.parse(readFileSync(report, 'utf8')) as { readonly T: Totals };
      const shares = {
        steps: T.kind / T.steps,
        errors: T.err / T.errSteps,
        keys: T.keysN === 0 ? 1 : T.keysOk / T.keysN,
        values: T.valsN === 0 ? 1 : T.valsOk / T.valsN,
      };
      const told = Object.entries(shares).map(
        ([name, share]) => `${name} ${(100 * share).toFixed(1)} %`,
      );
      console.log(`${file}: ${told.join(', ')}`);
      for (const name of ['steps', 'errors', 'keys', 'values'] as const) {
        expect(shares[name], name).toBeGreaterThanOrEqual(goals[name]);
      }
    } finally {
      await served.stop();
      rmSync(work, { recursive: true, force: true });
    }
  });
}
