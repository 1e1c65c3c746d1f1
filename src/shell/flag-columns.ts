// Flags in two columns, what they are called and what they are for, laid out as Go's pflag lays
// them out. Source: https://pkg.go.dev/github.com/spf13/pflag#FlagSet.FlagUsagesWrapped

import type { UsageFlag } from './usage-type.ts';

/** The second column may run this much over its width rather than leave one short word alone. */
const slop = 5;
/** A second column narrower than this begins on a line of its own. */
const narrowest = 24;
const blockIndent = 16;
/** Where even that leaves no room, as on a phone; the official CLI would not break lines there. */
const narrowIndent = 8;

/** One line or more for each flag that is not hidden; `columns` is the terminal's width. */
export function flagColumns(flags: readonly UsageFlag[], columns: number): string {
  const rows = flags
    .filter(({ isHidden }) => !isHidden)
    .map((flag) => ({ head: headOf(flag), summary: bytesOf(flag.summary) }));
  const indent = Math.max(...rows.map(({ head }) => head.length)) + 3;
  return rows
    .map(({ head, summary }) => `${head.padEnd(indent)}${wrap(summary, indent, columns)}\n`)
    .map(textOf)
    .join('');
}

function headOf({ name, shorthand, type, bare, valueName }: UsageFlag): string {
  const start = shorthand ? `  -${shorthand}, --${name}` : `      --${name}`;
  if (type === 'boolean') return start;
  const value = valueName ?? (type === 'list' ? 'stringArray' : type === 'integer' ? 'int' : type);
  return `${start} ${value}${bare === undefined ? '' : `[="${bare}"]`}`;
}

function wrap(text: string, indent: number, columns: number): string {
  const isBlock = columns - indent < narrowest;
  const isNarrow = columns - blockIndent < narrowest;
  const margin = !isBlock ? indent : isNarrow ? narrowIndent : blockIndent;
  const width = columns - margin;
  const start = isBlock ? `\n${' '.repeat(margin)}` : '';
  if (width < slop * 3) return text.replaceAll('\n', start);
  const lines: string[] = [];
  for (let rest = text; rest !== '' || lines.length === 0;) {
    const [line, after] = split(rest, width - slop);
    lines.push(line);
    rest = after;
  }
  return start + lines.join('\n').replaceAll('\n', `\n${' '.repeat(margin)}`);
}

/** A line break inside the width ends the line; else the last space does. */
function split(text: string, width: number): readonly [line: string, rest: string] {
  if (width + slop > text.length) return [text, ''];
  const start = text.slice(0, width);
  const space = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\t'), start.lastIndexOf('\n'));
  if (space <= 0) return [text, ''];
  const lineEnd = start.lastIndexOf('\n');
  const end = lineEnd > 0 && lineEnd < space ? lineEnd : space;
  return [text.slice(0, end), text.slice(end + 1)];
}

/** Go counts bytes: each becomes a character here, and they become text again at the end. */
function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function textOf(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
}

export function byName(flags: readonly UsageFlag[]): readonly UsageFlag[] {
  return [...flags].sort((one, other) => (one.name < other.name ? -1 : 1));
}
