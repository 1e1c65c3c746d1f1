// `head` and `tail`: the first or the last lines of a pipe.

import type { Command } from '../command.ts';
import { readFlags, refuseFiles, requireInput } from '../piped.ts';
import { ShellError } from '../shell-error.ts';

const linesUsual = '10';

/** Lines with their ends, or bytes, of which some are kept. */
type Keep = <Part extends readonly unknown[] | Uint8Array>(parts: Part, count: string) => Part;

export const head = oneEnd('head', 'first', (parts, count) => {
  const wanted = Number(count);
  // Below zero: all but so many at the end.
  return sliced(parts, 0, Object.is(wanted, -0) ? Infinity : wanted);
});

export const tail = oneEnd('tail', 'last', (parts, count) => {
  const wanted = Math.abs(Number(count));
  const from = count.startsWith('+') ? wanted - 1 : parts.length - wanted;
  return sliced(parts, Math.max(0, from));
});

function sliced<Part extends readonly unknown[] | Uint8Array>(
  parts: Part,
  from: number,
  to?: number,
): Part {
  return parts.slice(from, to) as unknown as Part;
}

function oneEnd(name: string, which: string, keep: Keep): Command {
  function checked(value: string, of: string): string {
    if (/^[+-]?\d+$/.test(value)) return value;
    throw new ShellError(`${name}: invalid number of ${of}: '${value}'`);
  }

  return {
    path: [name],
    summary: `Show the ${which} lines of a pipe`,
    usage: '[-n LINES]',
    isOfPipe: true,
    isRaw: true,

    async run({ words }, { input, print }) {
      // The old form, as in `head -3`.
      const [first = '', ...others] = words.slice(1);
      const modern = words.length > 1 ? [first.replace(/^-(\d+)$/, '-n$1'), ...others] : [];
      const flags = readFlags(name, modern, [
        { names: ['n', 'lines'], takesValue: true },
        { names: ['c', 'bytes'], takesValue: true },
        { names: ['q', 'quiet', 'silent'] },
      ]);
      refuseFiles(
        flags.rest,
        (file) => `${name}: cannot open '${file}' for reading: No such file or directory`,
      );
      const text = requireInput(name, input);
      const bytes = flags.values('c').at(-1);
      if (bytes !== undefined) {
        const kept = keep(new TextEncoder().encode(text), checked(bytes, 'bytes'));
        print(new TextDecoder().decode(kept));
      } else {
        const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
        const count = checked(flags.values('n').at(-1) ?? linesUsual, 'lines');
        print(keep([...lines], count).join(''));
      }
      return 0;
    },
  };
}
