// Compares the JSON that a document shows with what a step gave. Pure, but for the ids it learns.

import type { ShownIds } from './shown-ids.ts';
import type { Member, Shown } from './expected-json.ts';
import type { FindingCode } from './finding.ts';
import { fitsWildcards, isNumberLike, isTextLike, mayVary, type Pair } from './shape.ts';

export interface Difference {
  readonly code: FindingCode;
  readonly message: string;
  /** Where it stands in the text that is shown. */
  readonly at: number;
  readonly mend: Mend;
}

export type Mend =
  | { readonly type: 'replace'; readonly shown: Shown; readonly value: unknown }
  | { readonly type: 'remove'; readonly member: Member };

export interface Matching {
  readonly ids: ShownIds;
  /** Whether a command of the author's names a text itself: then it is compared as it is. */
  isSaid(text: string): boolean;
}

interface Place extends Matching {
  readonly path: string;
  readonly name: string;
}

/**
 * Members that the document does not show are no difference: Stripe adds some in every version, and
 * readers skip them. Those that it shows must be there. Lists have the same length, but for a gap.
 */
export function compareJson(
  shown: Shown,
  given: Pair<unknown>,
  matching: Matching,
): readonly Difference[] {
  return compare(shown, given, { ...matching, path: '$', name: '' });
}

function compare(shown: Shown, given: Pair<unknown>, place: Place): readonly Difference[] {
  if (shown.type === 'any') return [];
  if (kindOf(shown) !== kindOfValue(given.one)) return compareKinds(shown, given, place);
  if (shown.type === 'object') return compareMembers(shown, given, place);
  if (shown.type === 'array') return compareElements(shown, given, place);
  return isSame(shown.value, given, place) ? [] : [differs('wrong-value', shown, given, place)];
}

function kindOf(shown: Exclude<Shown, { type: 'any' }>): string {
  return shown.type === 'scalar' ? kindOfValue(shown.value) : shown.type;
}

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function compareKinds(shown: Shown, given: Pair<unknown>, place: Place): readonly Difference[] {
  const isWild = shown.type === 'scalar' && /^(…|\.\.\.)$/.test(String(shown.value));
  return isWild ? [] : [differs('wrong-type', shown, given, place)];
}

function differs(
  code: FindingCode,
  shown: Shown,
  given: Pair<unknown>,
  { path, ids }: Place,
): Difference {
  const written = shown.type === 'scalar' ? brief(JSON.stringify(shown.value)) : `an ${shown.type}`;
  const raw = JSON.stringify(given.one) ?? 'nothing';
  const inDocument = brief(ids.toDocument(raw));
  const told = inDocument === written ? brief(raw) : inDocument;
  const message = `${path} is ${told}, not ${written}`;
  return { code, message, at: shown.from, mend: { type: 'replace', shown, value: given.one } };
}

const briefMax = 80;

function brief(text: string): string {
  return text.length > briefMax ? `${text.slice(0, briefMax)}…` : text;
}

type ShownObject = Extract<Shown, { type: 'object' }>;
type ShownArray = Extract<Shown, { type: 'array' }>;

function compareMembers(
  { members }: ShownObject,
  { one, other }: Pair<unknown>,
  place: Place,
): readonly Difference[] {
  const [first, second] = [one, other].map(asRecord);
  return members.flatMap((member): readonly Difference[] => {
    const { name, value } = member;
    const path = pathOf(place.path, name);
    if (!first || !Object.hasOwn(first, name)) {
      const message = `${path} is not in the answer`;
      return [{ code: 'missing-key', message, at: member.from, mend: { type: 'remove', member } }];
    }
    return compare(value, { one: first[name], other: second?.[name] }, { ...place, path, name });
  });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return kindOfValue(value) === 'object' ? (value as Record<string, unknown>) : undefined;
}

function pathOf(path: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** Those before the first gap from the beginning, those behind the last one from the end. */
function compareElements(
  shown: ShownArray,
  { one, other }: Pair<unknown>,
  place: Place,
): readonly Difference[] {
  const [first, second] = [asList(one), asList(other)];
  const { elements } = shown;
  const gap = elements.findIndex(({ type }) => type === 'any');
  const lastGap = elements.findLastIndex(({ type }) => type === 'any');
  const named = elements.filter(({ type }) => type !== 'any').length;
  if (gap < 0 ? named !== first.length : named > first.length) {
    const counted = `${place.path} has ${countOf(first.length)}, not ${named}`;
    const mend = { type: 'replace', shown, value: one } as const;
    return [{ code: 'wrong-length', message: counted, at: shown.from, mend }];
  }
  return elements.flatMap((element, index) => {
    if (index > gap && gap >= 0 && index < lastGap) return [];
    const isTail = gap >= 0 && index > lastGap;
    const at = isTail ? first.length - (elements.length - index) : index;
    const secondAt = isTail ? second.length - (elements.length - index) : index;
    const given = { one: first[at], other: second[secondAt] };
    return compare(element, given, { ...place, path: `${place.path}[${at}]` });
  });
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function countOf(length: number): string {
  return length === 1 ? '1 element' : `${length} elements`;
}

function isSame(
  shown: string | number | boolean | null,
  given: Pair<unknown>,
  place: Place,
): boolean {
  const { one } = given;
  if (shown === one) return true;
  if (typeof shown === 'number' && typeof one === 'number')
    return mayVary(place.name, given) && !place.isSaid(String(one)) && isNumberLike(shown, one);
  return typeof shown === 'string' && typeof one === 'string' && isSameText(shown, given, place);
}

/** An id that the document showed before is that of the same object, but where an object tells its own. */
function isSameText(shown: string, given: Pair<unknown>, place: Place): boolean {
  const [one, other] = [String(given.one), String(given.other ?? given.one)];
  const { ids, name, isSaid } = place;
  const known = ids.inRun(shown);
  if (known === one || fitsWildcards(shown, one)) return true;
  if (known !== undefined && name !== 'id') return false;
  if (isSaid(one) || !mayVary(name, given) || !isTextLike(shown, one)) return false;
  ids.learn(shown, { one, other });
  return true;
}
