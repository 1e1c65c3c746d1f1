// A terminal's colours read back: the codes that `ansi.ts` writes and lets pass become runs. Pure.

import { onlyColors } from './ansi.ts';
import { colors, isSameStyle, plain, type Run, type Style } from './styled.ts';

const code = /(\x1b\[[\d;]*m)/;

/** Reads text as it comes: a style holds until it ends, also into the next piece. */
export function createStyleReader(): (text: string) => readonly Run[] {
  let style = plain;

  return (text) => {
    const runs: Run[] = [];
    onlyColors(text)
      .split(code)
      .forEach((piece, index) => {
        if (index % 2 === 1)
          style = piece.slice(2, -1).split(';').map(Number).reduce(changed, style);
        else if (piece) join(runs, { text: piece, style });
      });
    return runs;
  };
}

function join(runs: Run[], next: Run): void {
  const last = runs.at(-1);
  if (!last || !isSameStyle(last.style, next.style)) runs.push(next);
  else runs[runs.length - 1] = { ...last, text: last.text + next.text };
}

const begins: Readonly<Record<number, Style>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
};

const ends: Readonly<Record<number, readonly (keyof Style)[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  39: ['color'],
  49: ['background'],
};

/** By one number of a code; those that nobody writes change nothing. */
function changed(style: Style, number: number): Style {
  if (number === 0) return plain;
  const ended: readonly string[] | undefined = ends[number];
  if (ended)
    return Object.fromEntries(Object.entries(style).filter(([name]) => !ended.includes(name)));
  const bright = number >= 90 ? 8 : 0;
  const base = number - (bright ? 60 : 0);
  const color = colors[(base % 10) + bright];
  if (base >= 30 && base <= 37 && color) return { ...style, color };
  if (base >= 40 && base <= 47 && color) return { ...style, background: color };
  return { ...style, ...begins[number] };
}
