// "Did you mean": the first command in the CLI's order that is near enough, which need not be the
// nearest.

import type { Context } from './command.ts';
import { foldLines, type Reader } from './fold-lines.ts';
import { ShellError } from './shell-error.ts';

const distanceMax = 2;

/** The CLI tells this on standard output. `name` is the line's first word behind `stripe`. */
export function unknownCommand(
  name: string,
  context: Reader & Pick<Context, 'catalog'>,
): ShellError {
  const near = nearCommand(name, context.catalog.rootNames);
  const lines = near
    ? [
        `Unknown command "${name}" for "stripe". Did you mean "${near}"?`,
        'If not, see "stripe --help" for a list of available commands.',
      ]
    : [
        `Unknown command "${name}" for "stripe".`,
        'See "stripe --help" for a list of available commands.',
      ];
  return new ShellError(foldLines(lines.join('\n'), context), { isOutput: true });
}

/** Regardless of case: a beginning of the name, or at most two letters away from it. */
export function nearCommand(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  return known.find(
    (candidate) =>
      candidate.toLowerCase().startsWith(wanted) ||
      distance(wanted, candidate.toLowerCase()) <= distanceMax,
  );
}

/** At most two letters away; of several the nearest, and of these the first. */
export function nearestName(
  name: string,
  known: readonly string[],
  most = distanceMax,
): string | undefined {
  const far = known.map((candidate) => distance(name, candidate));
  const least = Math.min(...far);
  return least <= most ? known[far.indexOf(least)] : undefined;
}

/** Letters to add, take away or change. Texts of very different length are just far away. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > distanceMax) return distanceMax + 1;
  let before = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(from, (each) => each).entries()) {
    const after = [row + 1];
    for (let column = 0; column < to.length; column += 1) {
      const change = (before[column] ?? 0) + (letter === to.charAt(column) ? 0 : 1);
      after.push(Math.min(change, (before[column + 1] ?? 0) + 1, (after[column] ?? 0) + 1));
    }
    before = after;
  }
  return before.at(-1) ?? 0;
}
