import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Fields } from '../../src/catalog/type.ts';
import { createOpener, find } from '../../src/generator/scopes.ts';
import { createReading, fieldsOf } from '../../src/generator/types.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandshell-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

/** The fields of the type named `Subject` in the last of the files. */
function read(files: Readonly<Record<string, string>>, isParams = false): Fields {
  const place = join(folder, String(count++));
  mkdirSync(place);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const last = Object.keys(files).at(-1) ?? '';
  const scope = createOpener()(join(place, last));
  const entity = find(scope, ['Subject']);
  if (!entity) throw new Error('no Subject');
  return fieldsOf({ reading: createReading(), scope, isParams }, entity);
}

function typeOf(declaration: string, isParams = false): unknown {
  const shared = `
    export type OtherString = string & Record<never, never>;
    export type Emptyable<T> = null | '' | T;`;
  const others = `
    import { OtherString, Emptyable } from './shared.js';
    export interface Customer { id: string; object: 'customer'; }
    export interface DeletedCustomer { id: string; object: 'customer'; deleted: true; }
    export interface Card { id: string; object: 'card'; }
    type Source = Card | Customer;
    type Mode = 'a' | 'b' | OtherString;`;
  const subject = `${others}\nexport interface Subject { field${declaration}; }`;
  const field = read({ 'shared.d.ts': shared, 'subject.d.ts': subject }, isParams).get('field');
  const { type, isNullable, isClearable, isRequired } = field ?? {};
  const marks = [isRequired && 'required', isNullable && 'nullable', isClearable && 'clearable'];
  return [type, ...marks.filter(Boolean)];
}

test.each([
  [': string', [{ type: 'string' }, 'required']],
  ['?: string | null', [{ type: 'string' }, 'nullable']],
  ['?: Emptyable<string>', [{ type: 'string' }, 'clearable']],
  ["?: '' | number", [{ type: 'integer' }, 'clearable']],
  [': Mode', [{ type: 'enum', values: ['a', 'b'], isOpen: true }, 'required']],
  ["?: Emptyable<'x' | 'y'>", [{ type: 'enum', values: ['x', 'y'], isOpen: false }, 'clearable']],
  ["?: string | 'x'", [{ type: 'string' }]],
  ['?: true | false', [{ type: 'boolean' }]],
  ['?: bigint', [{ type: 'int64' }]],
  ['?: Decimal', [{ type: 'decimal' }]],
  ['?: Metadata | null', [{ type: 'metadata' }, 'nullable']],
  ['?: Array<number>', [{ type: 'array', item: { type: 'integer' } }]],
  ['?: { [key: string]: number }', [{ type: 'map', item: { type: 'integer' } }]],
  ['?: Customer', [{ type: 'resource', object: 'customer', isDeleted: false }]],
  ['?: DeletedCustomer', [{ type: 'resource', object: 'customer', isDeleted: true }]],
  ['?: string | Customer | DeletedCustomer', [{ type: 'expandable', objects: ['customer'] }]],
  [
    '?: string | Source | null',
    [{ type: 'expandable', objects: ['card', 'customer'] }, 'nullable'],
  ],
  [
    '?: ApiList<Card>',
    [{ type: 'list', item: { type: 'resource', object: 'card', isDeleted: false } }],
  ],
  [
    "?: number | 'now'",
    [
      {
        type: 'union',
        options: [{ type: 'integer' }, { type: 'enum', values: ['now'], isOpen: false }],
      },
    ],
  ],
])('a field%s', (declaration, expected) => {
  expect(typeOf(declaration)).toEqual(expected);
});

test('inside parameters an interface with an object field is just an object', () => {
  expect(typeOf('?: Card', true)).toMatchObject([{ type: 'object' }]);
});

test('nested names are looked up from the namespace around them', () => {
  const fields = read({
    'subject.d.ts': `
      export interface Subject { shipping: Subject.Shipping; }
      export declare namespace Subject {
        interface Shipping { speed: Shipping.Speed; }
        namespace Shipping { type Speed = 'fast' | 'slow'; }
      }
      type Speed = 'wrong';`,
  });
  expect(fields.get('shipping')?.type).toMatchObject({
    type: 'object',
    fields: new Map([
      [
        'speed',
        expect.objectContaining({
          type: { type: 'enum', values: ['fast', 'slow'], isOpen: false },
        }),
      ],
    ]),
  });
});

test('fields of a base come after the own ones, which go before', () => {
  const fields = read({
    'base.d.ts': 'export interface Base { limit?: number; name?: number; }',
    'subject.d.ts': `
      import { Base as Foundation } from './base.js';
      export interface Subject extends Foundation { name: string; }`,
  });
  expect([...fields].map(([name, { type }]) => `${name} ${type.type}`)).toEqual([
    'name string',
    'limit integer',
  ]);
});

test('names are followed through import equals, re-exports and namespaces as modules', () => {
  const fields = read({
    'deep.d.ts': 'export declare namespace V2.Core { interface Params { id: string; } }',
    'index.d.ts': `
      import { V2 as Inner } from './deep.js';
      export declare namespace Core { export import Params = Inner.Core.Params; }
      export { Core as Renamed };`,
    'subject.d.ts': `
      import * as all from './index.js';
      export interface Subject { one: all.Renamed.Params; }`,
  });
  expect(fields.get('one')?.type).toMatchObject({ type: 'object' });
});

test('a live object forgets the field that only marks it as not deleted', () => {
  const fields = read({
    'subject.d.ts': 'export interface Subject { id: string; deleted?: void; }',
  });
  expect([...fields.keys()]).toEqual(['id']);
});
