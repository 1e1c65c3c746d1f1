// Every request of /v1 with one mistake at a time: unknown, misspelt, missing, empty and wrongly typed
// parameters. What Stripe says to each is written here, beside the parameter's kind in the catalogue.

import { expect, test } from 'vitest';
import type { Route } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Field, Fields, Type } from '../../src/catalog/type.ts';
import { openSandbox } from './open-sandbox.ts';

const catalog = await loadCatalog();
await catalog.loadAll();

const routes = catalog.routes.filter(
  ({ path, isPreview }) => path.startsWith('/v1/') && !isPreview,
);
const posts = routes.filter(({ method }) => method === 'POST');
const collections = posts.filter(({ path }) => !path.includes('{'));

/** Names and values, in the order they are sent. */
type Pairs = readonly (readonly [name: string, value: string])[];

interface Mistake {
  readonly kind: string;
  readonly params: Pairs;
  readonly code?: string;
  readonly param: string;
  /** The whole of it, or how it begins. */
  readonly message: string;
}

/** Parameters may be nested this deep. */
const depthMax = 3;

function required(fields: Fields): readonly Field[] {
  return [...fields.values()].filter(({ isRequired }) => isRequired);
}

/** At least one: what holds nothing is not sent. */
function needed(fields: Fields): readonly Field[] {
  const all = required(fields);
  return all.length > 0 ? all : [...fields.values()].slice(0, 1);
}

/** A value that is right, as far as the catalogue tells; all that it needs inside of it. */
function right(name: string, type: Type): Pairs {
  switch (type.type) {
    case 'object':
      return needed(type.fields).flatMap((field) => right(`${name}[${field.name}]`, field.type));
    case 'array':
      return right(`${name}[0]`, type.item);
    case 'map':
      return right(`${name}[one]`, type.item);
    case 'metadata':
      return [[`${name}[one]`, 'two']];
    case 'union':
      return type.options[0] ? right(name, type.options[0]) : [];
    case 'enum':
      return [[name, type.values[0] ?? '']];
    case 'boolean':
      return [[name, 'true']];
    case 'currency':
      return [[name, 'usd']];
    case 'integer':
    case 'timestamp':
    case 'number':
    case 'decimal':
      return [[name, '100']];
    default:
      return [[name, 'text']];
  }
}

/** As recorded; how the API orders all others is not known, so they stand as in the catalogue. */
const orders: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'active past_due unpaid canceled incomplete incomplete_expired trialing paused all ended',
    'allow_incomplete error_if_incomplete pending_if_incomplete default_incomplete',
    'draft open void paid uncollectible',
    'include exclude',
    'month year week day',
    'none reverse exempt',
  ].map((order) => [order.split(' ').sort().join(' '), order]),
);

/** "a, b, or c", as sentences of the API list values. */
function listed(sorted: readonly string[]): string {
  const values = orders[[...sorted].sort().join(' ')]?.split(' ') ?? sorted;
  const last = values.at(-1) ?? '';
  if (values.length === 2) return `${values[0]} or ${last}`;
  return values.length === 1 ? last : `${values.slice(0, -1).join(', ')}, or ${last}`;
}

/** What is said of a text that is none of what the type takes; undefined where any text is taken. */
function wrongText(name: string, type: Type): Omit<Mistake, 'params'> | undefined {
  const told = { kind: `wrong ${type.type}`, param: name };
  switch (type.type) {
    case 'integer':
    case 'timestamp':
      return { ...told, code: 'parameter_invalid_integer', message: 'Invalid integer: zz_wrong' };
    case 'number':
    case 'decimal':
      return { ...told, message: 'Invalid decimal: zz_wrong' };
    case 'boolean':
      return { ...told, message: 'Invalid boolean: zz_wrong' };
    case 'object':
    case 'map':
    case 'metadata':
      return { ...told, message: 'Invalid object' };
    case 'array':
      return { ...told, message: 'Invalid array' };
    case 'enum':
      return { ...told, message: `Invalid ${name}: must be one of ${listed(type.values)}` };
    case 'currency':
      return {
        ...told,
        message: 'Invalid currency: zz_wrong. Stripe currently supports these currencies: usd, ',
      };
    default:
      return undefined;
  }
}

/** Names inside of what is a text. */
function nestedText(name: string, { type }: Type): readonly Mistake[] {
  if (type !== 'string') return [];
  const params = [[`${name}[zz_inner]`, '1']] as const;
  return [{ kind: 'wrong string', params, param: name, message: 'Invalid string: {' }];
}

function emptied(name: string): Omit<Mistake, 'params'> {
  return {
    kind: 'empty',
    code: 'parameter_invalid_empty',
    param: name,
    message:
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a ` +
      `parameter; however '${name}' cannot be unset. You should remove '${name}' from your request ` +
      'or supply a non-empty value.',
  };
}

/** Where the answer's field may be null, what the parameter says is taken back by an empty text. */
function isUnsettable(
  { method, result }: Route,
  [first = '', ...rest]: readonly string[],
): boolean {
  if (method === 'GET') return false;
  if (result.type !== 'resource') return true;
  let field = catalog.shape(result.object)?.get(first);
  for (const name of rest) {
    field = field?.type.type === 'object' ? field.type.fields.get(name) : undefined;
  }
  // Objects that the request itself names cannot be named away.
  return (field?.isNullable ?? false) && (rest.length > 0 || field?.type.type !== 'expandable');
}

interface Place {
  readonly route: Route;
  readonly path: readonly string[];
  /** What the request needs beside. */
  readonly around: Pairs;
}

function nameOf(path: readonly string[]): string {
  return path.map((name, at) => (at === 0 ? name : `[${name}]`)).join('');
}

function mistakesIn(fields: Fields, place: Place): readonly Mistake[] {
  const { route, path, around } = place;
  const whole = [
    ...around,
    ...required(fields).flatMap(({ name, type }) => right(nameOf([...path, name]), type)),
  ];
  return [
    ...unknown(fields, place, whole),
    ...required(fields).map((field) => missing(field, path, whole)),
    ...[...fields.values()].flatMap((field) => {
      const own = nameOf([...path, field.name]);
      const beside = without(whole, own);
      const wrong = wrongText(own, field.type);
      const canBeEmpty =
        field.isClearable ||
        ['metadata', 'any'].includes(field.type.type) ||
        isUnsettable(route, [...path, field.name]);
      return [
        ...(wrong ? [{ ...wrong, params: [...beside, [own, 'zz_wrong'] as const] }] : []),
        ...(canBeEmpty ? [] : [{ ...emptied(own), params: [...beside, [own, ''] as const] }]),
        ...nestedText(own, field.type).map((mistake) => ({
          ...mistake,
          params: [...beside, ...mistake.params],
        })),
        ...nested(field, { route, path: [...path, field.name], around: beside }),
      ];
    }),
  ];
}

function without(pairs: Pairs, name: string): Pairs {
  return pairs.filter(([one]) => one !== name && !one.startsWith(`${name}[`));
}

function nested({ type }: Field, place: Place): readonly Mistake[] {
  if (place.path.length >= depthMax) return [];
  if (type.type === 'object') return mistakesIn(type.fields, place);
  if (type.type === 'array' && type.item.type === 'object') {
    return mistakesIn(type.item.fields, { ...place, path: [...place.path, '0'] });
  }
  return [];
}

function unknown(fields: Fields, { path }: Place, whole: Pairs): readonly Mistake[] {
  const said = (kind: string, name: string, hint: string, params: Pairs): Mistake => ({
    kind,
    params: [...params, [nameOf([...path, name]), '1']],
    code: 'parameter_unknown',
    param: nameOf([...path, name]),
    message: `Received unknown parameter: ${nameOf([...path, name])}${hint}`,
  });
  const plain = said('unknown', 'zz_not_a_parameter', '', whole);
  // Before anything that is missing, too.
  const alone = path.length === 0 ? [said('unknown first', 'zz_not_a_parameter', '', [])] : [];
  const long = [...fields.keys()].reduce((a, b) => (b.length > a.length ? b : a), '');
  const misspelt = long.slice(0, 2) + long.charAt(3) + long.charAt(2) + long.slice(4);
  if (long.length < 6 || fields.has(misspelt) || misspelt === long) return [plain, ...alone];
  return [plain, ...alone, said('misspelt', misspelt, `. Did you mean ${long}?`, whole)];
}

function missing(field: Field, path: readonly string[], whole: Pairs): Mistake {
  const param = nameOf([...path, field.name]);
  const message = `Missing required param: ${param}.`;
  const left = without(whole, param);
  // What holds nothing else would not be sent at all.
  const holder = nameOf(path);
  const isHeld = path.length === 0 || left.some(([name]) => name.startsWith(`${holder}[`));
  return {
    kind: 'missing',
    params: isHeld ? left : [...left, [`${holder}[expand]`, '']],
    code: isHeld ? 'parameter_missing' : 'parameter_unknown',
    param: isHeld ? param : `${holder}[expand]`,
    message: isHeld ? message : `Received unknown parameter: ${holder}[expand]`,
  };
}

interface Figure {
  right: number;
  all: number;
}

async function measure(measured: readonly Route[]) {
  const { call, sandbox } = openSandbox();
  const figures = new Map<string, Figure>();
  const wrong: string[] = [];
  for (const route of measured) {
    const path = route.path.replace(/\{[^}]*\}/g, 'id_1');
    for (const mistake of mistakesIn(catalog.params(route), { route, path: [], around: [] })) {
      const form = mistake.params.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
      const { status, body } = await call(route.method, path, form);
      const { type, code, param, message = '', doc_url: url } = body.error ?? {};
      const isRight =
        status === 400 &&
        type === 'invalid_request_error' &&
        code === mistake.code &&
        param === mistake.param &&
        message.startsWith(mistake.message) &&
        (url === undefined) === (code === undefined);
      const figure = figures.get(mistake.kind) ?? { right: 0, all: 0 };
      figures.set(mistake.kind, figure);
      figure.all += 1;
      figure.right += isRight ? 1 : 0;
      if (!isRight) {
        wrong.push(
          `${mistake.kind}: ${route.method} ${path} ${form} → ${status} ${code} ${param} ${message}`,
        );
      }
    }
  }
  return { figures, wrong, sequence: sandbox.sequence() };
}

test.each([
  ['POSTs that make objects', collections],
  ['other POSTs', posts.filter((route) => !collections.includes(route))],
  ['GETs', routes.filter(({ method }) => method === 'GET')],
  ['DELETEs', routes.filter(({ method }) => method === 'DELETE')],
])('mistakes in %s are told as Stripe tells them', { timeout: 120_000 }, async (name, measured) => {
  const { figures, wrong, sequence } = await measure(measured);
  const all = [...figures.values()].reduce((sum, figure) => sum + figure.all, 0);
  const share = 1 - wrong.length / all;
  const told = [...figures].map(([kind, figure]) => `${kind} ${figure.right}/${figure.all}`).sort();
  console.log(`${name}: ${(100 * share).toFixed(1)} % of ${all} mistakes; ${told.join(', ')}`);
  expect(all).toBeGreaterThan(2 * measured.length);
  expect(share, wrong.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(0.99);
  // A refused request leaves nothing behind.
  expect(sequence).toBe(0);
});
