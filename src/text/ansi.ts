// The control codes of a terminal: colours written, codes taken out, untrusted text made harmless.

import { clusterWidth } from './width.ts';
import { colors, isSameStyle, plain, type Color, type Run, type Style } from './styled.ts';

export const reset = '\x1b[0m';

/** Strings (OSC, DCS, APC, PM, SOS) to their end; then CSI; then the two- and three-byte codes. */
const anyCode =
  /\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g;

/** Whatever could move the cursor, hide text, or turn its direction around. */
const unsafe =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;

/** The codes that `sgr` and its kind write: weight, slant, line, inversion and the 16 colours. */
const ownCode = '\\x1b\\[(?:(?:0?[0-4]|7|2[2347]|[349][0-7]|[34]9|10[0-7])(?:;(?=\\d))?)*m';
const ownOrUnsafe = new RegExp(`${ownCode}|\\r\\n|${unsafe.source}`, 'g');

/** The code that sets exactly this style, whatever was set before. */
export function sgr(style: Style): string {
  const codes = [0];
  if (style.bold) codes.push(1);
  if (style.dim) codes.push(2);
  if (style.italic) codes.push(3);
  if (style.underline) codes.push(4);
  if (style.inverse) codes.push(7);
  if (style.color) codes.push(colorCode(style.color, 30));
  if (style.background) codes.push(colorCode(style.background, 40));
  return `\x1b[${codes.join(';')}m`;
}

function colorCode(color: Color, base: 30 | 40): number {
  const index = colors.indexOf(color);
  return index < 8 ? base + index : base + 60 + index - 8;
}

/** Runs as text for a terminal; every styled run ends with a reset. */
export function paint(runs: readonly Run[]): string {
  return runs.map(paintRun).join('');
}

function paintRun({ text, style }: Run): string {
  return text === '' || isSameStyle(style, plain) ? text : sgr(style) + text + reset;
}

/** What a person would read: every control code taken out, also those that are cut off. */
export function strip(text: string): string {
  if (!unsafe.test(text)) return text;
  return text.replace(anyCode, '').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}

/** For the shell's own output: its colours pass, every other code becomes visible characters. */
export function onlyColors(text: string): string {
  if (!unsafe.test(text)) return text;
  return text.replace(ownOrUnsafe, (code) => {
    if (code === '\r\n') return '\n';
    return code.length > 1 ? code : visible(code);
  });
}

/** For text from elsewhere: no code passes at all; line feeds and tabs do. */
export function harmless(text: string): string {
  return onlyColors(text.replaceAll('\x1b', '␛'));
}

/** A terminal must not obey text from elsewhere; a pipe gets it as it came. */
export function harmlessFor({ isInteractive }: Reader, text: string): string {
  return isInteractive ? harmless(text) : text;
}

interface Reader {
  readonly isInteractive: boolean;
}

/**
 * A cluster as it may be drawn: `␛` for an escape, `<U+202E>` for what has no width of its own,
 * and anything else as it is, though not more of it than a reader could tell apart.
 */
export function visible(cluster: string): string {
  if (cluster === '\x7f') return '␡';
  if (cluster < ' ') return String.fromCharCode(0x2400 + cluster.charCodeAt(0));
  if (clusterWidth(cluster) === 0 || unsafe.test(cluster)) return codePointsOf(cluster);
  return cluster.length > clusterUnitsMax ? codePointsOf(cluster) : cluster;
}

/** Real ones have at most some 30; what is longer only slows the terminal down. */
const clusterUnitsMax = 64;

function codePointsOf(cluster: string): string {
  const shown = Array.from(cluster.slice(0, 8), (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return `<U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
  return shown.join('') + (cluster.length > 8 ? '…' : '');
}
