// Names that every plain object answers to, such as `constructor`, are nothing to the API: in ids and in
// every parameter that is text.

import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Fields, Type } from '../../src/catalog/type.ts';
import { encodeForm, type FormObject, type FormValue } from '../../src/wire/form.ts';
import { callerOf, openSandbox } from './open-sandbox.ts';

const catalog = await loadCatalog();
await catalog.loadAll();
const names = ['constructor', 'toString', '__proto__'];

type Path = readonly string[];

function isText(type: Type): boolean {
  if (type.type === 'union') return type.options.some(isText);
  return ['string', 'any', 'expandable', 'id'].includes(type.type) || type.type === 'enum';
}

/** Of every parameter that may be text, to some depth. */
function* textPaths(fields: Fields, path: Path = []): Generator<Path> {
  for (const { name, type } of fields.values()) {
    const own = [...path, name];
    if (isText(type)) yield own;
    if (path.length < 3) yield* inside(type, own);
  }
}

function* inside(type: Type, path: Path): Generator<Path> {
  if (type.type === 'object') yield* textPaths(type.fields, path);
  if (type.type === 'array') {
    if (isText(type.item)) yield [...path, '0'];
    yield* inside(type.item, [...path, '0']);
  }
  if (type.type === 'map' || type.type === 'metadata') yield [...path, 'a'];
  if (type.type === 'union') for (const option of type.options) yield* inside(option, path);
}

function plain(type: Type): FormValue {
  switch (type.type) {
    case 'enum':
      return type.values[0] ?? '';
    case 'boolean':
      return 'true';
    case 'object':
      return required(type.fields);
    case 'array':
      return [plain(type.item)];
    case 'union':
      return plain(type.options[0] ?? { type: 'any' });
    case 'string':
    case 'any':
    case 'currency':
      return 'usd';
    default:
      return type.type === 'metadata' || type.type === 'map' ? { a: 'b' } : '1000';
  }
}

function required(fields: Fields): FormObject {
  const given = [...fields.values()].filter(({ isRequired }) => isRequired);
  return Object.fromEntries(given.map(({ name, type }) => [name, plain(type)]));
}

function put(form: FormObject, [name = '', ...rest]: Path, value: string): FormObject {
  const before = form[name];
  const inner = typeof before === 'object' && before !== null ? (before as FormObject) : {};
  return { ...form, [name]: rest.length === 0 ? value : put({ ...inner }, rest, value) };
}

test('names of every plain object are no entries of any table', async () => {
  const { sandbox } = openSandbox();
  const call = callerOf(sandbox);
  const wrong: string[] = [];
  let count = 0;
  async function ask(method: string, path: string, form: FormObject): Promise<void> {
    count += 1;
    const isJson = path.startsWith('/v2/') && method === 'POST';
    const sent = isJson ? JSON.stringify(form) : encodeForm(form);
    const { status, text } = await call(method, path, sent);
    const isTold = /native code|\[object |"undefined"|\bNaN\b/.test(text);
    if (status >= 500 || isTold) wrong.push(`${method} ${path} ${sent}: ${status} ${text}`);
  }
  for (const route of catalog.routes) {
    const fields = catalog.params(route);
    const whole = required(fields);
    const pathWith = (id: string): string => route.path.replace(/\{[^}]*\}/g, id);
    if (route.path.includes('{'))
      for (const name of names) await ask(route.method, pathWith(name), whole);
    for (const [index, path] of [...textPaths(fields)].entries())
      await ask(route.method, pathWith('x'), put(whole, path, names[index % names.length] ?? ''));
  }
  console.log(`${count} requests with names of plain objects`);
  expect(wrong).toEqual([]);
});
