// Tokens to a list of pipelines: what runs after what, with which variables and which input.

import { lex } from './lexer.ts';
import { ShellError } from './shell-error.ts';
import type { Operator, Part, Token, Word } from './token.ts';

/** `NAME=value` before a command, or alone on its line. */
export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export interface SimpleCommand {
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  /** In order, as each may speak of those before it. */
  readonly redirections: readonly Redirection[];
}

export interface Redirection {
  readonly sign: '<' | '<<' | '>' | '2>' | '&>' | '2>&1';
  /** The file, or for `<<` the input itself; none for `2>&1`. */
  readonly file: Word | undefined;
}

/** All that is expanded before the command runs, in that order. */
export function wordsOf({ assignments, words, redirections }: SimpleCommand): readonly Word[] {
  const files = redirections.flatMap(({ file }) => (file ? [file] : []));
  return [...assignments.map(({ value }) => value), ...words, ...files];
}

/** Whether lines inside of it have to run first. */
export function hasInnerLine(command: SimpleCommand): boolean {
  return wordsOf(command).some(({ parts }) => parts.some(({ type }) => type === 'substitution'));
}

export interface Pipeline {
  /** When it runs, by how the one before it ended. */
  readonly when: 'always' | 'succeeded' | 'failed';
  readonly commands: readonly SimpleCommand[];
}

let latest: { readonly source: string; readonly pipelines: readonly Pipeline[] } | undefined;

/**
 * Throws ShellError with exit code 2 for everything that is not a sentence of this shell. The latest
 * is kept: a line is read by who asks what it needs, and again by who runs it.
 */
export function readScript(source: string): readonly Pipeline[] {
  if (latest?.source !== source) latest = { source, pipelines: readAnew(source) };
  return latest.pipelines;
}

function readAnew(source: string): readonly Pipeline[] {
  const { tokens, problem, isOpen } = lex(source);
  if (problem) throw syntaxError(problem.message);
  if (isOpen) throw syntaxError('the text ends inside a quote or after a backslash');
  return readPipelines(tokens.filter(isSentencePart));
}

/**
 * Whether a next line is needed: an open quote, or a backslash, a pipe, `&&` or `||` at the end.
 */
export function isIncomplete(source: string): boolean {
  const { tokens, isOpen } = lex(source);
  const last = tokens.filter(isSentencePart).findLast((token) => operatorText(token) !== '\n');
  return isOpen || ['|', '&&', '||'].includes(operatorText(last));
}

type SentencePart = Word | Operator;

function isSentencePart(token: Token): token is SentencePart {
  return token.type !== 'comment';
}

function operatorText(token: SentencePart | undefined): string {
  return token?.type === 'operator' ? token.text : '';
}

/** Splits at `;`, line ends, `&&` and `||`; a line end right behind the last two is no end. */
function readPipelines(parts: readonly SentencePart[]): readonly Pipeline[] {
  const pipelines: Pipeline[] = [];
  let when: Pipeline['when'] = 'always';
  let commands: SimpleCommand[] = [];
  let words: SentencePart[] = [];

  for (const part of [...parts, undefined]) {
    const sign = part === undefined ? '\n' : operatorText(part);
    if (part !== undefined && (sign === '' || isRedirection(sign))) {
      words.push(part);
      continue;
    }
    const isWaiting = commands.length > 0 || when !== 'always';
    if (words.length === 0) {
      if (sign !== '\n' || (isWaiting && part === undefined)) throw unexpected(sign);
      continue;
    }
    commands.push(readCommand(words));
    words = [];
    if (sign === '|') continue;
    pipelines.push({ when, commands });
    commands = [];
    when = sign === '&&' ? 'succeeded' : sign === '||' ? 'failed' : 'always';
  }
  return pipelines;
}

function unexpected(sign: string): ShellError {
  return syntaxError(`syntax error near unexpected token \`${sign === '\n' ? 'newline' : sign}'`);
}

function syntaxError(message: string): ShellError {
  return new ShellError(`sandshell: ${message}`, { exitCode: 2 });
}

const reserved = new Set(
  (
    '! [[ case coproc do done elif else esac fi for function if select then time until while ' +
    '{ }'
  ).split(' '),
);

function readCommand(parts: readonly SentencePart[]): SimpleCommand {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  let sign: Redirection['sign'] | undefined;

  for (const part of parts) {
    if (part.type === 'operator') {
      if (sign || !isRedirection(part.text)) throw unexpected(part.text);
      if (part.text === '2>&1') redirections.push({ sign: part.text, file: undefined });
      else sign = part.text;
    } else if (sign) {
      redirections.push({ sign, file: part });
      sign = undefined;
    } else {
      const assignment = words.length === 0 ? readAssignment(part) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(part);
    }
  }
  if (sign) throw unexpected('\n');
  refuseReserved(words[0]);
  return { assignments, words, redirections };
}

const redirectionSigns: readonly string[] = ['<', '<<', '>', '2>', '&>', '2>&1'];

function isRedirection(sign: string): sign is Redirection['sign'] {
  return redirectionSigns.includes(sign);
}

function refuseReserved(word: Word | undefined): void {
  const [first, ...rest] = word?.parts ?? [];
  if (first?.type !== 'text' || first.isQuoted || rest.length > 0) return;
  if (reserved.has(first.text)) {
    throw syntaxError(`the shell's word ${first.text} is not supported in this shell`);
  }
}

/** A word whose unquoted beginning is `NAME=`. */
export function readAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word.parts;
  if (first?.type !== 'text' || first.isQuoted) return undefined;
  const found = /^([A-Za-z_]\w*)(\+?)=/.exec(first.text);
  if (!found) return undefined;
  const [{ length }, name = '', plus] = found;
  if (plus) throw syntaxError(`${name}+= is not supported in this shell: write ${name}=…`);
  const beginning: Part = { ...first, from: first.from + length, text: first.text.slice(length) };
  const parts = beginning.text === '' ? rest : [beginning, ...rest];
  return { name, value: { ...word, from: beginning.from, parts } };
}
