// Text with looks: runs of characters in one style. What highlighters give and screens draw.

/** The sixteen colours of a terminal; the theme decides what each looks like. */
export const colors = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

export type Color = (typeof colors)[number];

/** Whatever is left out is the terminal's own: its foreground, its background, its weight. */
export interface Style {
  readonly color?: Color;
  readonly background?: Color;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A stretch of text in one style; its text may be empty, and holds no control characters. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

export const plain: Style = {};

export function run(text: string, style: Style = plain): Run {
  return { text, style };
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

export function isSameStyle(before: Style, after: Style): boolean {
  return (
    before === after ||
    (before.color === after.color &&
      before.background === after.background &&
      !before.bold === !after.bold &&
      !before.dim === !after.dim &&
      !before.italic === !after.italic &&
      !before.underline === !after.underline &&
      !before.inverse === !after.inverse)
  );
}
