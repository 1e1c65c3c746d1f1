// Runs every file of test/transcripts: what is typed behind `$ ` (and `> ` for further lines), and what
// is then seen. `…` alone on a line stands for any lines, inside a line for any text; `[exit 1]` is the
// exit code, 0 where none is written. One file is one shell on one fresh sandbox.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import { isIncomplete } from '../../src/shell/script.ts';
import { createShell, type Shell } from '../../src/shell/shell.ts';

const folder = fileURLToPath(new URL('../transcripts/', import.meta.url));
const now = '2026-01-31T12:00:00Z';

interface Step {
  readonly line: string;
  readonly expected: readonly string[];
}

describe.each(readdirSync(folder).map((name) => [name]))('%s', (name) => {
  const steps = readTranscript(readFileSync(folder + name, 'utf8'));
  const shell = freshShell(name);

  test.each(steps.map((step) => [step.line, step] as const))('%s', async (line, { expected }) => {
    const seen = await see(shell, line);
    expect(matches(seen, expected), `seen:\n${seen.join('\n')}\n`).toBe(true);
  });

  test('types something', () => {
    expect(steps.length).toBeGreaterThan(0);
  });
});

function freshShell(seed: string): Shell {
  const { fetch } = createSandbox({ seed, now });
  return createShell({ fetch, seed, clock: () => Date.parse(now) });
}

/** Output and errors in the order in which they came, then the exit code where it is not 0. */
async function see(shell: Shell, line: string): Promise<readonly string[]> {
  const seen: string[] = [];
  const add = (text: string): void => void seen.push(text);
  const { exitCode } = await shell.run(line, { print: add, warn: add });
  const lines = seen.join('').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return exitCode === 0 ? lines : [...lines, `[exit ${exitCode}]`];
}

function readTranscript(text: string): readonly Step[] {
  const steps: { line: string; expected: string[] }[] = [];
  for (const row of text.split('\n')) {
    const last = steps.at(-1);
    if (row.startsWith('# ') && (last === undefined || last.expected.at(-1) === '')) continue;
    if (row.startsWith('$ ')) steps.push({ line: row.slice(2), expected: [] });
    else if (last && row.startsWith('> ') && isIncomplete(last.line)) {
      last.line += `\n${row.slice(2)}`;
    } else last?.expected.push(row);
  }
  // The blank lines that set steps apart are no output.
  return steps.map(({ line, expected }) => ({ line, expected: withoutBlankEnd(expected) }));
}

function withoutBlankEnd(rows: readonly string[]): readonly string[] {
  return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
}

function matches(seen: readonly string[], expected: readonly string[]): boolean {
  const pattern = expected
    .map((row) => (row === '…' ? '(?:.*\\n)*?' : `${escapeRow(row)}\\n`))
    .join('');
  const text = withoutBlankEnd(seen)
    .map((row) => `${row}\n`)
    .join('');
  return new RegExp(`^${pattern}$`).test(text);
}

function escapeRow(row: string): string {
  return row.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
}
