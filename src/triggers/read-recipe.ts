// From the text of a fixture file to a recipe. What does not fit is told in the words of Go's JSON
// reader, as the official CLI tells it.

import { parseGoJson } from './go-json-reader.ts';
import { RecipeError, type Recipe, type RecipeParams, type RecipeStep } from './recipe.ts';

type Members = ReadonlyMap<string, unknown>;

/** Throws RecipeError. */
export function readRecipe(text: string): Recipe {
  return toRecipe(parseGoJson(text));
}

/** From JSON that has been parsed. Names of members are found in any case, as Go does. */
export function toRecipe(value: unknown): Recipe {
  const file = readMembers(value, 'Go value of type fixtures.FixtureData');
  const meta = readMembers(file.get('_meta'), field('Data._meta', 'fixtures.MetaFixture'));
  readMeta(meta);
  const list = file.get('fixtures') ?? [];
  if (!Array.isArray(list))
    throw mismatch(list, field('Data.fixtures', '[]fixtures.FixtureRequest'));
  const steps = list.map(readStep);
  const place = field('Data.env', 'map[string]string');
  return { steps, env: readTexts(file.get('env'), place, field('Data.env', 'string')) };
}

/** The newest layout of files that is understood. */
const versionMax = 0;

function readMeta(meta: Members): void {
  const version = meta.get('template_version') ?? 0;
  const place = 'Go struct field MetaFixture._meta.template_version of type int';
  if (typeof version !== 'number' || !Number.isInteger(version)) throw mismatch(version, place);
  const excludes = meta.get('exclude_metadata') ?? false;
  if (typeof excludes !== 'boolean') {
    throw mismatch(excludes, 'Go struct field MetaFixture._meta.exclude_metadata of type bool');
  }
  if (version > versionMax) throw new RecipeError(`Fixture version not supported: ${version}`);
}

function readStep(value: unknown): RecipeStep {
  const members = readMembers(value, field('Data.fixtures', 'fixtures.FixtureRequest'));
  const text = (name: string): string => readText(members.get(name), stepField(name, 'string'));
  const headers = stepField('headers', 'map[string]string');
  return {
    name: text('name'),
    path: text('path'),
    method: text('method').toUpperCase() || 'GET',
    params: readParams(members.get('params')),
    expectedErrorType: text('expected_error_type'),
    idempotencyKey: text('idempotency_key'),
    headers: readTexts(members.get('headers'), headers, stepField('headers', 'string')),
    apiBase: text('api_base'),
  };
}

function readParams(value: unknown): RecipeParams | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) return value as RecipeParams;
  throw mismatch(value, stepField('params', 'map[string]interface {}'));
}

function readMembers(value: unknown, place: string): Members {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) throw mismatch(value, place);
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}

function readText(value: unknown, place: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw mismatch(value, place);
  return value;
}

function readTexts(value: unknown, place: string, inner: string): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) throw mismatch(value, place);
  return new Map(Object.entries(value).map(([name, text]) => [name, readText(text, inner)]));
}

function field(path: string, type: string): string {
  return `Go struct field Fixture${path} of type ${type}`;
}

function stepField(name: string, type: string): string {
  return field(`Request.fixtures.${name}`, type);
}

function mismatch(value: unknown, place: string): RecipeError {
  const isFraction = typeof value === 'number' && !Number.isInteger(value);
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const told = isFraction && place.endsWith('int') ? `number ${value}` : kind;
  return new RecipeError(`json: cannot unmarshal ${told} into ${place}`);
}
