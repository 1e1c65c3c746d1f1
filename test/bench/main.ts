// Measures Sandshell beside its peers, prints a table and writes bench-results.json. Asserts nothing.

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measureCommands } from './commands.ts';
import type { Figure } from './figure.ts';
import { measureFirstUse } from './first-use.ts';
import { measureHttp } from './http.ts';
import { measureInProcess } from './in-process.ts';
import { measurePage } from './page.ts';
import { measureProxy } from './proxy.ts';
import { measureSaved } from './saved.ts';
import { measureSizes } from './sizes.ts';
import { measureVitals } from './vitals.ts';

const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  sizes: measureSizes,
  process: measureInProcess,
  commands: measureCommands,
  http: measureHttp,
  proxy: measureProxy,
  saved: measureSaved,
  page: measurePage,
  use: measureFirstUse,
  vitals: measureVitals,
};

/** Names of parts may be given, as in `sizes`. Without any, all run. */
export async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    process.stderr.write(`No such part: ${unknown.join(', ')}. Parts: ${Object.keys(parts)}\n`);
    return 2;
  }
  const figures: Figure[] = [];
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    process.stderr.write(`measuring ${name} …\n`);
    figures.push(...((await parts[name]?.()) ?? []));
  }
  process.stdout.write(table(figures));
  const machine = { node: process.version, processor: cpus()[0]?.model, processors: cpus().length };
  writeFileSync('bench-results.json', JSON.stringify({ machine, figures }, null, 2) + '\n');
  return 0;
}

function table(figures: readonly Figure[]): string {
  const heads = ['measure', 'ours', 'peer', 'ratio', 'goal', 'met'];
  const rows = figures.map((figure) => [
    figure.name,
    `${show(figure.ours)} ${figure.unit}`,
    figure.peer ? `${show(figure.peer.value)} ${figure.unit} (${figure.peer.name})` : '–',
    figure.ratio === undefined ? '–' : figure.ratio.toFixed(2),
    figure.goal ?? '–',
    figure.isMet === undefined ? '–' : figure.isMet ? 'yes' : 'NO',
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const notes = figures.flatMap(({ name, note }) => (note ? [`${name}: ${note}`] : []));
  const ruler = widths.map((width) => '-'.repeat(width));
  return [heads, ruler, ...rows].map(line).concat('', notes, '').join('\n');
}

function show(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
