// Changes to a recipe from the command line: --override, --add and --remove, each by the name of a
// step and the path of a parameter.

import { RecipeError, type Recipe, type RecipeParams, type RecipeValue } from './recipe.ts';

export interface Rewrites {
  /** Each as `name:path.to.param=value`. */
  readonly override: readonly string[];
  readonly add: readonly string[];
  /** Each as `name:param`; what stands behind a dot does not count. */
  readonly remove: readonly string[];
}

/** Throws RecipeError for a change that is not well written; unknown names are passed over. */
export function rewrite(recipe: Recipe, { override, add, remove }: Rewrites): Recipe {
  const names = [...new Set(recipe.steps.map(({ name }) => name))];
  const overriding = readChanges(override, 'override', names);
  const adding = readChanges(add, 'add', names);
  const removing = remove.map((text) => readRemoval(text, names));
  const steps = recipe.steps.map((step) => {
    const { name } = step;
    let { params } = step;
    const [over, more] = [overriding.get(name), adding.get(name)];
    if (over) params = merge(params ?? empty(), over, true);
    if (more) params = merge(params ?? empty(), more, false);
    for (const removal of removing) {
      if (removal.name === name && params) params = without(params, removal.param);
    }
    return { ...step, params };
  });
  return { ...recipe, steps };
}

type Draft = { [name: string]: Draft | string };

function empty(): Draft {
  return Object.create(null) as Draft;
}

/** By the name of the step, as the nested parameters that the paths describe. */
function readChanges(
  texts: readonly string[],
  flag: string,
  names: readonly string[],
): ReadonlyMap<string, RecipeParams> {
  const changes = new Map<string, Draft>();
  for (const text of texts.filter((each) => each !== '')) {
    const equals = text.indexOf('=');
    if (equals === -1) throw noValue(text, flag);
    const colon = text.indexOf(':');
    if (colon === -1 || colon > equals) throw noName(text, flag, names);
    const name = text.slice(0, colon);
    const draft = changes.get(name) ?? empty();
    changes.set(name, draft);
    place(draft, text.slice(colon + 1, equals).split('.'), text.slice(equals + 1));
  }
  return changes;
}

function place(draft: Draft, path: readonly string[], value: string): void {
  let at = draft;
  for (const part of path.slice(0, -1)) {
    const known = at[part];
    const inner = typeof known === 'object' ? known : empty();
    at[part] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ''] = value;
}

/** Maps are merged; anything else is replaced, or stays where there is something already. */
function merge(before: RecipeParams, changes: RecipeParams, isForced: boolean): RecipeParams {
  const after = Object.assign(empty(), before) as Record<string, RecipeValue>;
  for (const [name, change] of Object.entries(changes)) {
    const known = after[name];
    if (isMap(known) && isMap(change)) after[name] = merge(known, change, isForced);
    else if (isForced || isNothing(known)) after[name] = change;
  }
  return after;
}

function isMap(value: RecipeValue | undefined): value is RecipeParams {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the CLI's merging takes for not there. */
function isNothing(value: RecipeValue | undefined): boolean {
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

function readRemoval(text: string, names: readonly string[]): { name: string; param: string } {
  const colon = text.indexOf(':');
  if (colon === -1) throw noName(text, 'remove', names);
  const [param = ''] = text.slice(colon + 1).split(/[.=]/);
  return { name: text.slice(0, colon), param };
}

function without(params: RecipeParams, name: string): RecipeParams {
  const kept = Object.entries(params).filter(([each]) => each !== name);
  return Object.assign(empty(), Object.fromEntries(kept)) as RecipeParams;
}

function noValue(text: string, flag: string): RecipeError {
  return new RecipeError(
    `Invalid value for ${flag} flag (${text}). The ${flag} flag requires a value to set ` +
      `(--${flag} fixtureName:path.to.param=value).`,
  );
}

function noName(text: string, flag: string, names: readonly string[]): RecipeError {
  const shape = `fixtureName:path.to.param${flag === 'remove' ? '' : '=value'}`;
  return new RecipeError(
    `Invalid value for ${flag} flag (${text}). The ${flag} flag requires the name of the fixture ` +
      `to apply (--${flag} ${shape}).\n\nValid fixture names are: [${names.join(' ')}]`,
  );
}
