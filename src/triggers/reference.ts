// References in paths and parameters: to earlier answers, as in `${customer:id|none}`, to
// variables, as in `${.env:NAME}`, and values that are made anew.

import { lookUp } from './answer-path.ts';
import { RecipeError } from './recipe.ts';

export interface ReferenceSource {
  /** Answers by name; undefined for a refusal that was expected. */
  readonly answers: ReadonlyMap<string, unknown>;
  variable(name: string): string | undefined;
  newUuid(): string;
  nowMs(): number;
}

/** The CLI's own pattern: greedy, so that a default reaches to the last brace of its segment. */
const reference = /\$\{([^|}]+):([^|}]+)\|?([^/\n]+)?\}/;

/** In UTF-16 units. Longer texts stay: the pattern would look through them for hours. */
const textMax = 4000;

/** A parameter's value: only its first reference counts, and a default stands for the whole. */
export function fillValue(value: string, source: ReferenceSource): string {
  if (value === '${generate-uuid}') return source.newUuid();
  if (value === '${time-now-RFC3339}') return nowText(source);
  const found = find(value);
  if (!found) return value;
  const [whole, name = '', query = '', fallback = ''] = found;
  const text = resolve(name, query, source);
  return text === undefined ? fallback || value : value.replaceAll(whole, () => text);
}

/** A path: every reference counts. */
export function fillPath(path: string, source: ReferenceSource): string {
  let filled = '';
  let rest = path;
  for (let found = find(rest); found; found = find(rest)) {
    const [whole, name = '', query = '', fallback = ''] = found;
    filled += rest.slice(0, found.index) + (resolve(name, query, source) ?? (fallback || whole));
    rest = rest.slice(found.index + whole.length);
  }
  return filled + rest;
}

function find(text: string): RegExpExecArray | null {
  return text.length > textMax ? null : reference.exec(text);
}

function nowText({ nowMs }: ReferenceSource): string {
  return new Date(nowMs()).toISOString().replace(/\.\d+Z$/, 'Z');
}

function resolve(name: string, query: string, source: ReferenceSource): string | undefined {
  if (name === '.env') return source.variable(query) || undefined;
  if (!source.answers.has(name)) throw undeclared(name, [...source.answers.keys()]);
  return lookUp(source.answers.get(name), query);
}

function undeclared(name: string, known: readonly string[]): RecipeError {
  const alike = known.filter((each) => each.includes(name) || name.includes(each)).sort();
  const problem = `✘ Validation error - an undeclared fixture name was referenced: ${name}`;
  const hint = `Perhaps you meant one of the following: ${alike.join(', ')}`;
  return new RecipeError(alike.length > 0 ? `${problem}\n${hint}` : problem);
}
