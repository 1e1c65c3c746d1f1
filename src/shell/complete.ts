// What can stand at the cursor: commands, resources, operations, flags and their values. Text and
// data in, candidates out.

import type { Operation } from '../catalog/catalog.ts';
import type { Candidate, Completion, Known, Surroundings } from './candidate.ts';
import { completeFlagValue, flagCandidates, plainSentence, values } from './complete-flags.ts';
import { idCandidates, kindsOfPositional } from './complete-ids.ts';
import { pathCandidates } from './complete-paths.ts';
import { childrenOf, summaryOf, shownChildren } from './shown-places.ts';
import type { Command, Place } from './command.ts';
import { takesNextWord } from './flag-words.ts';
import { keyFor } from './key-for.ts';
import type { FlagSet } from './flag.ts';
import { lineContext } from './line-context.ts';
import { operationFlags } from './operation-command.ts';
import { findPlace, flagsOfPlace } from './tree.ts';

/** No candidates where nothing is known to fit. */
export async function completeLine(
  line: string,
  cursor: number,
  surroundings: Surroundings,
): Promise<Completion> {
  const context = lineContext(line, cursor);
  const none = { start: cursor, end: cursor, candidates: [] };
  if (!context) return none;
  const { words, current, start, isBare, isPiped } = context;
  const [first, ...rest] = words;
  const known = { ...surroundings, key: keyFor(words, surroundings) };
  const all =
    first === undefined
      ? commandCandidates(isPiped ? ofPipe(known.commands) : known.commands)
      : first === 'stripe'
        ? await completeStripe(rest, current, known)
        : [];
  const candidates = all
    .filter(({ text }) => text.startsWith(current))
    .map((candidate) => (isBare ? quoted(candidate) : { ...candidate, text: candidate.text }));
  return { start, end: cursor, candidates };
}

/** `stripe` at last: what a pipe brings answers its questions. */
function ofPipe(commands: readonly Command[]): readonly Command[] {
  const isStripe = ({ path }: Command): boolean => path[0] === 'stripe';
  return [...commands.filter(({ isOfPipe }) => isOfPipe), ...commands.filter(isStripe)];
}

function commandCandidates(commands: readonly Command[]): readonly Candidate[] {
  return commands.map(({ path, summary }) => ({
    text: path[0] ?? '',
    description: summary,
    type: 'command',
    isRequired: false,
    suffix: ' ',
  }));
}

/** `words` are those behind `stripe` and before the cursor's. */
async function completeStripe(
  words: readonly string[],
  current: string,
  known: Known,
): Promise<readonly Candidate[]> {
  const { root, catalog } = known;
  const { place, words: own, stray } = findPlace(root, words);
  const set = place.operation
    ? await operationFlags(catalog, place.operation)
    : flagsOfPlace(place);
  // Behind `--` there are only words that nobody knows.
  if (flaglessWords(own, set).includes('--')) return [];
  const before = own.at(-1) ?? '';
  const context = { place, set, known };
  if (before.startsWith('-') && expectsValue(own, set)) {
    return completeFlagValue(before.replace(/^-+/, ''), context);
  }
  const equals = /^(--[^=]+=)/.exec(current)?.[1];
  if (equals) {
    const values = await completeFlagValue(equals.slice(2, -1), context);
    return values.map((value) => ({ ...value, text: equals + value.text, label: value.text }));
  }
  if (current.startsWith('-')) return flagCandidates(own, current, context);
  if (place.words[1] === 'help') return helpTopics(own, known);
  if (place.operation) return positionalCandidates(place.operation, { words: own, set, known });
  if (stray !== undefined) return [];
  if (place.words[1] === 'trigger') {
    const { triggerNames } = await import('../triggers/find-recipe.ts');
    return values(triggerNames);
  }
  if (place.words[1] === 'fixtures') return values((await known.host?.files?.())?.names() ?? []);
  if (place.words[1] === 'open') {
    const { openPages } = await import('./open-pages.ts');
    return values([...openPages(false).keys()]);
  }
  const method = place.words.at(-1) ?? '';
  if (pathCommands.has(method))
    return current.startsWith('/')
      ? pathCandidates(method, current, known)
      : idCandidates([], known);
  return placeCandidates(place, known);
}

/** They take any object by its id, or a path. */
const pathCommands = new Set(['get', 'post', 'delete']);

interface Given {
  readonly words: readonly string[];
  readonly set: FlagSet;
  readonly known: Known;
}

/** Ids of the kind that the next word of an operation names. */
async function positionalCandidates(
  operation: Operation,
  { words, set, known }: Given,
): Promise<readonly Candidate[]> {
  const index = flaglessWords(words, set).length;
  const kinds = kindsOfPositional(operation, index, known.catalog);
  return kinds && kinds.length > 0 ? idCandidates(kinds, known) : [];
}

/** Those that are neither flags nor their values. */
function flaglessWords(words: readonly string[], set: FlagSet): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--' || !word.startsWith('-')) found.push(word);
    else if (takesNextWord(word, set)) index += 1;
  }
  return found;
}

/** Whether the last word is a known flag that takes the next one, and is no other flag's value. */
function expectsValue(words: readonly string[], set: FlagSet): boolean {
  let isValueNext = false;
  for (const word of words) {
    const isKnown =
      set.named(word.replace(/^--/, '')) !== undefined || set.short(word.charAt(1)) !== undefined;
    isValueNext = !isValueNext && word.startsWith('-') && isKnown && takesNextWord(word, set);
  }
  return isValueNext;
}

/** `help` is in no list of commands, but the CLI completes it. */
function placeCandidates(place: Place, known: Known): readonly Candidate[] {
  const isCompleted = ({ isHidden, words }: Place): boolean =>
    !isHidden || words.join(' ') === 'stripe help';
  return childrenOf(place, isCompleted).map((child) => ({
    text: child.words.at(-1) ?? '',
    description: summaryOf(child) || sentenceOn(child, known) || outline(child),
    type: child.command ? 'command' : child.operation ? 'operation' : 'resource',
    isRequired: false,
    suffix: ' ',
  }));
}

function sentenceOn({ operation }: Place, { prose }: Known): string {
  if (!operation) return '';
  return plainSentence(prose(operation.route)?.operation(operation.route) ?? '');
}

const outlinedMax = 4;

/** A resource tells its first operations: `create, delete, list, …`. */
function outline(place: Place): string {
  const names = shownChildren(place).map(({ words }) => words.at(-1) ?? '');
  const shown = names.slice(0, outlinedMax).join(', ');
  return names.length > outlinedMax ? `${shown}, …` : shown;
}

function helpTopics(words: readonly string[], known: Known): readonly Candidate[] {
  const topic = words.filter((word) => !word.startsWith('-'));
  const { place, stray } = findPlace(known.root, topic);
  return stray === undefined ? placeCandidates(place, known) : [];
}

/** Names of the API never need quotes; brackets and stars of values may. */
function quoted(candidate: Candidate): Candidate {
  return /^[\w.,:=@%+/[\]-]*$/.test(candidate.text)
    ? candidate
    : { ...candidate, label: candidate.label ?? candidate.text, text: `'${candidate.text}'` };
}
