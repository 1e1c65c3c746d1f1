// Looks at a line without running it: words that the shell, the CLI or a command does not know.

import type { Catalog } from '../catalog/catalog.ts';
import type { Command, Place } from './command.ts';
import { gone } from './commands/gone.ts';
import { expandWords } from './expand.ts';
import { readFlagWords } from './flag-words.ts';
import type { FlagSet } from './flag.ts';
import { commandNotFound } from './not-found.ts';
import { lex } from './lexer.ts';
import { operationFlags } from './operation-command.ts';
import { readScript, wordsOf, type Pipeline, type SimpleCommand } from './script.ts';
import { ShellError } from './shell-error.ts';
import { formOfJson } from './json-meant.ts';
import { quoted } from './quoted.ts';
import { nearestName, sameVerb, unknownBelow, unknownCommand } from './suggest-command.ts';
import { findPlace, flagsOfPlace } from './tree.ts';
import { goneMessage } from './usage.ts';

export interface WordProblem {
  readonly code: 'syntax' | 'unknown-command' | 'unknown-flag';
  /** In the CLI's words where it has some. */
  readonly message: string;
  /** The one that is wrong, as it stands in the line; undefined where it is not known. */
  readonly word?: string | undefined;
  /** A word of the line, and the known one that is nearest to it. */
  readonly meant?: { readonly word: string; readonly instead: string } | undefined;
  /** For -d, in the place of a flag that there is none of: as `metadata[order]=1`. */
  readonly data?: readonly string[] | undefined;
  /** A sentence on what was meant, where no word can take the place of another. */
  readonly advice?: string | undefined;
}

export interface KnownWords {
  readonly catalog: Catalog;
  readonly root: Place;
  /** First words of a line. */
  readonly commands: readonly Command[];
}

/** At most one for each command of the line. Missing words and values are none: only wrong ones. */
export async function checkLine(
  source: string,
  known: KnownWords,
): Promise<readonly WordProblem[]> {
  try {
    return await checkPipelines(readScript(source), known);
  } catch (error) {
    const message = wordsOfError(error).replace(/^sandshell: /, '');
    return [{ code: 'syntax', message, word: badWord(source) }];
  }
}

/** Where no sentence was read: the sign that nobody takes, or the word whose quote stays open. */
function badWord(source: string): string | undefined {
  const { tokens, problem, isOpen } = lex(source);
  if (problem) return source.slice(problem.from, problem.to);
  const last = tokens.at(-1);
  return isOpen && last ? source.slice(last.from) : undefined;
}

/** As `checkLine`, of a line that was read. */
export async function checkPipelines(
  pipelines: readonly Pipeline[],
  known: KnownWords,
): Promise<readonly WordProblem[]> {
  const found: WordProblem[] = [];
  for (const command of pipelines.flatMap(({ commands }) => commands))
    found.push(...(await checkCommand(command, known)));
  // What a variable stands for is not known here.
  return found.filter(({ word }) => !word?.includes('${'));
}

/** Throws what is no mistake of the line. */
function wordsOfError(error: unknown): string {
  if (error instanceof ShellError) return error.message;
  throw error;
}

async function checkCommand(
  command: SimpleCommand,
  known: KnownWords,
): Promise<readonly WordProblem[]> {
  const inner = wordsOf(command).flatMap(({ parts }) => parts);
  const found: WordProblem[] = [];
  for (const part of inner)
    if (part.type === 'substitution') found.push(...(await checkLine(part.source, known)));
  const words = expandWords(command.words, asWritten).map(({ text }) => text);
  const [name] = words;
  if (name === undefined) return found;
  if (name === 'stripe') return [...found, ...(await checkStripe(words.slice(1), known))];
  if (known.commands.some(({ path }) => path[0] === name)) return found;
  const { message } = commandNotFound(words, known);
  const told = message.replace(/^sandshell: /, '').replace('\n', '. ');
  return [...found, { code: 'unknown-command', word: name, message: told }];
}

/** A variable, for lack of its value. */
export function asWritten(name: string): string {
  return `\${${name}}`;
}

async function checkStripe(
  words: readonly string[],
  { root, catalog }: KnownWords,
): Promise<readonly WordProblem[]> {
  const { place, words: rest, stray } = findPlace(root, words);
  const { command, operation } = place;
  if (stray !== undefined && !command && !operation) {
    const meant = meantBy(stray, [...place.children.keys()]);
    const told =
      place === root ? unknownCommand(stray, catalog.rootNames) : unknownBelow(place, stray);
    const advice = place === root && !meant ? groupMeant(stray, root) : undefined;
    const message = withAdvice(told, advice);
    return [{ code: 'unknown-command', word: stray, message, meant, advice }];
  }
  if (command && gone.includes(command))
    return [
      {
        code: 'unknown-command',
        word: command.path[1],
        message: goneMessage(command.path.at(-1) ?? ''),
      },
    ];
  if (command?.isRaw) return [];
  const set = operation ? await operationFlags(catalog, operation) : flagsOfPlace(place);
  const problems = checkFlags(rest, set);
  if (!operation?.route.path.startsWith('/v1/')) return problems;
  const params = catalog.params(operation.route);
  return problems.map((problem) => {
    const data = dataMeant(problem, rest, params);
    const advice = data ? undefined : idAdvice(problem, operation.positionals);
    const told = withAdvice(problem.message, data ? dataHint(data) : advice);
    return { ...problem, data, advice, message: told };
  });
}

function withAdvice(told: string, advice: string | undefined): string {
  return advice === undefined ? told : `${told.replace(/\.?$/, '.')} ${advice}`;
}

/** As in `Did you mean -d "metadata[order]=1"?` */
export function dataHint(data: readonly string[]): string {
  return `Did you mean ${data.map((each) => `-d ${quoted(each)}`).join(' ')}?`;
}

/** A resource has its place below a group, as `test_clocks` below `test_helpers`; some names have several. */
function groupMeant(name: string, root: Place): string | undefined {
  const groups = [...root.children.values()].filter(({ children }) => children.has(name));
  const paths = groups.map(({ words }) => `"${[...words, name].join(' ')}"`);
  return paths.length > 0 ? `Did you mean ${paths.join(' or ')}?` : undefined;
}

/** `--id` is what other programs take. */
function idAdvice(
  { code, word, meant }: WordProblem,
  positionals: readonly string[],
): string | undefined {
  const name = word?.replace(/^--/, '').replaceAll('-', '_') ?? '';
  const isOne = code === 'unknown-flag' && !meant && ['id', ...positionals].includes(name);
  return isOne && positionals.length > 0 ? `An id has no flag: leave "${word}" out.` : undefined;
}

/** Lists, and what has names of its own such as metadata, have no flags: only -d takes them. */
function dataMeant(
  { code, word, meant }: WordProblem,
  words: readonly string[],
  params: ReturnType<Catalog['params']>,
): readonly string[] | undefined {
  const at = words.findIndex((each) => each === word || each.startsWith(`${word}=`));
  const [name = ''] = /(?<=^--)[^=]+/.exec(word ?? '') ?? [];
  if (code !== 'unknown-flag' || meant || at < 0 || !name) return undefined;
  const [first = '', ...rest] = name.replaceAll(']', '').split(/[.[]/);
  const param = first.replaceAll('-', '_');
  const value = words[at]?.slice(`--${name}=`.length) || (words[at + 1] ?? '');
  const type = params.get(param)?.type.type;
  if (!type) return undefined;
  const inside = param === 'metadata' ? rest : rest.map((each) => each.replaceAll('-', '_'));
  // Of a list's element: the first, where none is named.
  const place = type === 'array' && !/^\d*$/.test(inside[0] ?? 'x') ? `${param}[0]` : param;
  if (rest.length > 0) return [`${place}${inside.map((each) => `[${each}]`).join('')}=${value}`];
  const pair = /^([\w-]+)=([^]*)$/.exec(value);
  return pair ? [`${place}[${pair[1]}]=${pair[2]}`] : formOfJson(value, param);
}

/** The CLI's own suggestion is the first that is near enough. */
function meantBy(word: string, names: readonly string[]): WordProblem['meant'] {
  const instead = nearestName(word, names) ?? sameVerb(word, names) ?? ofSuchThings(word, names);
  return instead ? { word, instead } : undefined;
}

/** Many are called by the first word of their name, as `webhooks`. */
function ofSuchThings(word: string, names: readonly string[]): string | undefined {
  return word.endsWith('s')
    ? names.find((each) => each.startsWith(`${word.slice(0, -1)}_`))
    : undefined;
}

/**
 * Of `-name` and `--nmae` it is `--name`, of `--adress[city]` it is `--address[city]`. A list has one flag
 * for all its elements: of `--expand[]` it is `--expand`.
 */
function nearFlag(word: string, names: readonly string[]): string | undefined {
  const name = word.replace(/^--?/, '');
  const [outer = ''] = name.split('[', 1);
  const known = name === outer ? names : names.map((each) => each.split('.', 1)[0] ?? '');
  // One letter is no slip of another.
  const near = outer.length > 1 && nearestName(outer.replaceAll('_', '-'), known);
  const inner = near ? name.slice(outer.length) : '';
  const isKnown = names.includes(`${near}${inner}`.replaceAll('[', '.').replace(/[\]_]/g, dashed));
  const meant = isKnown ? `--${near}${inner}` : `--${near}`;
  const isMeant = near && (isKnown || (names.includes(near) && /^\[\d*\]$/.test(inner)));
  return isMeant && meant !== word ? meant : undefined;
}

function dashed(sign: string): string {
  return sign === '_' ? '-' : '';
}

function checkFlags(words: readonly string[], set: FlagSet): readonly WordProblem[] {
  try {
    readFlagWords(words, set);
    return [];
  } catch (error) {
    const message = wordsOfError(error);
    if (!/^(unknown|bad) (shorthand )?flag/.test(message)) return [];
    const word = /(-[^\s=]+)(=.*)?$/m.exec(message)?.[1];
    const names = set.flags.filter(({ isHidden }) => !isHidden).map((flag) => flag.name);
    const near = word && nearFlag(word, names);
    const told = message.replaceAll('\n', '. ').replace(/\.?$/, near ? '.' : '$&');
    return [
      {
        code: 'unknown-flag',
        word,
        message: near ? `${told} Did you mean "${near}"?` : told,
        meant: near ? { word, instead: near } : undefined,
      },
    ];
  }
}
