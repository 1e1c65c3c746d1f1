// The one home of re2js: patterns as grep writes them, found in time that grows with the line alone.

import { RE2JS } from 're2js';
import { ShellError } from './shell-error.ts';

export interface FinderOptions {
  /** `basic` wants a backslash before `(`, `|`, `{`, `+` and `?`; `fixed` has no signs at all. */
  readonly syntax: 'basic' | 'extended' | 'fixed';
  readonly isCaseIgnored: boolean;
  /** What a match has to be, where not just any part of a line. */
  readonly whole: 'line' | 'word' | undefined;
}

/** Gives all that is found in a line, in order. Throws ShellError for what is no pattern. */
export function createFinder(
  patterns: readonly string[],
  { syntax, isCaseIgnored, whole }: FinderOptions,
): (line: string) => readonly string[] {
  const joined = patterns.map((pattern) => `(?:${translated(pattern, syntax)})`).join('|');
  const bounded = whole === 'line' ? `^(?:${joined})$` : joined;
  const compiled = compile(whole === 'word' ? `\\b(?:${joined})\\b` : bounded, isCaseIgnored);

  return (line) => {
    const matcher = compiled.matcher(line);
    const found: string[] = [];
    while (matcher.find()) found.push(matcher.group() ?? '');
    return found;
  };
}

function compile(pattern: string, isCaseIgnored: boolean): RE2JS {
  try {
    return RE2JS.compile(pattern, isCaseIgnored ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const why = message.replace(/^error parsing regexp: /, '').replace(/: `[^]*$/, '');
    throw new ShellError(`grep: invalid regular expression: ${why}`, { exitCode: 2 });
  }
}

function translated(pattern: string, syntax: FinderOptions['syntax']): string {
  if (syntax === 'fixed') return RE2JS.quote(pattern);
  let text = '';
  let isStart = true;
  for (const piece of pattern.match(pieces) ?? []) {
    text += syntax === 'basic' ? basic(piece, isStart) : extended(piece);
    isStart = piece === '\\(' || piece === '\\|' || (isStart && piece === '^');
  }
  return text;
}

/** Sets in brackets, escapes, and single signs. */
const pieces = /\[\^?\]?(?:\[[:.=][^\]]*[:.=]\]|[^\]])*\]|\\[\s\S]|[\s\S]/gu;

const signsOfBasic = /^[(){}|+?]$/;

function basic(piece: string, isStart: boolean): string {
  if (/^\\[(){}|+?]$/.test(piece)) return piece.charAt(1);
  if (signsOfBasic.test(piece) || (piece === '*' && isStart)) return `\\${piece}`;
  return extended(piece);
}

function extended(piece: string): string {
  // Inside of a set a backslash is just one more sign.
  if (piece.startsWith('[') && piece.length > 1) return piece.replaceAll('\\', '\\\\');
  if (piece === '\\<' || piece === '\\>') return '\\b';
  if (/^\\\d$/.test(piece)) {
    throw new ShellError(`grep: back references such as ${piece} are not supported in this shell`, {
      exitCode: 2,
    });
  }
  return piece;
}
