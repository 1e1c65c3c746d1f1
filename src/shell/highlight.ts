// Colours for a line while it is typed: commands, flags, quotes, variables, comments, mistakes.

import { run, type Run, type Style } from '../text/styled.ts';
import type { Command, Place } from './command.ts';
import { lex } from './lexer.ts';
import { readAssignment } from './script.ts';
import type { Part, Problem, Token, Word } from './token.ts';

export interface KnownCommands {
  /** Undefined until the catalogue is there. */
  readonly root: Place | undefined;
  /** Whether all commands are known: until then no word is judged. */
  readonly isWhole: boolean;
  readonly commands: readonly Command[];
}

const styles = {
  plain: {},
  command: { bold: true },
  unknown: { color: 'red' },
  place: { color: 'blue' },
  flag: { color: 'cyan' },
  quote: { color: 'green' },
  variable: { color: 'magenta' },
  comment: { dim: true },
  operator: { bold: true },
  problem: { color: 'red', underline: true },
} as const satisfies Readonly<Record<string, Style>>;

/** Longer lines are left plain: nobody reads them, and each key would cost. */
const charactersMax = 20_000;

/** The runs' texts put together are the line. Never throws. */
export function highlightLine(line: string, known: KnownCommands): readonly Run[] {
  if (line.length > charactersMax) return [run(line)];
  const { tokens, problem } = lex(line);
  const runs: Run[] = [];
  const state: State = { known, end: line.length, isStart: true, place: undefined };
  let at = 0;
  for (const token of tokens) {
    runs.push(run(line.slice(at, token.from)));
    runs.push(...styleToken(token, line, state));
    at = token.to;
  }
  runs.push(run(line.slice(at)));
  return markProblem(
    runs.filter(({ text }) => text !== ''),
    problem,
  );
}

/** How far into a command the reading has come. */
interface State {
  readonly known: KnownCommands;
  /** Of the line: a word that reaches it may still be on its way to being a name. */
  readonly end: number;
  /** Nothing before the command's name. */
  isStart: boolean;
  /** Reached by the words so far; undefined where words are mere arguments. */
  place: Place | undefined;
}

function styleToken(token: Token, line: string, state: State): readonly Run[] {
  const text = line.slice(token.from, token.to);
  if (token.type === 'comment') return [run(text, styles.comment)];
  if (token.type === 'operator') {
    state.isStart = !token.text.startsWith('<');
    if (state.isStart) state.place = undefined;
    return [run(text, styles.operator)];
  }
  return styleParts(token, line, styleOfWord(token, state));
}

function styleOfWord(word: Word, state: State): Style {
  const text = word.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  if (state.isStart) {
    if (isAssignment(word)) return styles.plain;
    state.isStart = false;
    state.place = text === 'stripe' ? state.known.root : undefined;
    const names = state.known.commands.map(({ path }) => path[0] ?? '');
    if (names.includes(text)) return styles.command;
    return state.known.isWhole ? styleOfUnknown(word, text, { names, state }) : styles.plain;
  }
  if (text.startsWith('-')) return styles.flag;
  const child = state.place?.children.get(text);
  const isFirst = state.place !== undefined && state.place === state.known.root;
  if (!child) {
    if (!isFirst || !state.known.isWhole) return styles.plain;
    return styleOfUnknown(word, text, { names: state.place?.children.keys() ?? [], state });
  }
  state.place = child;
  return styles.place;
}

/** Red only once no name can come of it any more. */
function styleOfUnknown(
  word: Word,
  text: string,
  { names, state }: { readonly names: Iterable<string>; readonly state: State },
): Style {
  const isBeingTyped = word.to === state.end && [...names].some((name) => name.startsWith(text));
  return isBeingTyped ? styles.plain : styles.unknown;
}

function isAssignment(word: Word): boolean {
  try {
    return readAssignment(word) !== undefined;
  } catch {
    return false;
  }
}

/** What lies between the parts, such as a continuation, is plain. */
function styleParts(word: Word, line: string, style: Style): readonly Run[] {
  const runs: Run[] = [];
  let at = word.from;
  for (const part of word.parts) {
    runs.push(
      run(line.slice(at, part.from)),
      run(line.slice(part.from, part.to), styleOfPart(part, style)),
    );
    at = part.to;
  }
  runs.push(run(line.slice(at, word.to)));
  return runs;
}

function styleOfPart(part: Part, style: Style): Style {
  if (part.type !== 'text') return styles.variable;
  return part.isQuoted ? styles.quote : style;
}

function markProblem(runs: readonly Run[], problem: Problem | undefined): readonly Run[] {
  if (!problem) return runs;
  let at = 0;
  return runs.flatMap(({ text, style }) => {
    const from = Math.min(Math.max(problem.from - at, 0), text.length);
    const to = Math.min(Math.max(problem.to - at, 0), text.length);
    at += text.length;
    const pieces = [
      run(text.slice(0, from), style),
      run(text.slice(from, to), styles.problem),
      run(text.slice(to), style),
    ];
    return pieces.filter((piece) => piece.text !== '');
  });
}
