// `stripe trigger` and `stripe fixtures` of the official CLI and of this shell, against recording
// servers: what they print, how they end, and what they ask for.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { findRecipe, triggerNames } from '../../src/triggers/find-recipe.ts';
import { encodeParams } from '../../src/triggers/encode-params.ts';
import type { Answer, Asked } from './answers.ts';
import { inBothShells, type Outcome } from './both-shells.ts';

/** An id for everything; `declined` and `broken` in a path are refused. */
function answer({ path }: Asked): Answer {
  const [name = ''] = path.split('?');
  const headers = { 'Content-Type': 'application/json' };
  if (name.includes('broken')) return { status: 500, headers, body: 'not JSON' };
  if (name.includes('declined')) {
    return { status: 402, headers, body: '{"error":{"type":"card_error","message":"No"}}' };
  }
  const id = `${name.split('/').at(-1)}_1`;
  const data = [{ id: 'first' }, { id: 'second', 'dotted.name': 'found' }];
  const body = JSON.stringify({ id, count: 12_345_678, part: 1.5, isOn: true, none: null, data });
  return { status: 200, headers, body };
}

const steps = (...list: readonly object[]): string => JSON.stringify({ fixtures: list });
const post = (name: string, params: object = {}, more: object = {}): object => ({
  name,
  path: `/v1/${name}`,
  method: 'post',
  params,
  ...more,
});
/** As a line that runs it: --raw takes what a file would hold. */
const raw = (text: string): string => `stripe trigger x --raw '${text.replaceAll("'", `'\\''`)}'`;
const two = (params: object): string => raw(steps(post('a'), post('b', params)));

/** As a file that is typed. */
const typed = (text: string, flags = ''): string =>
  `stripe fixtures /dev/stdin ${flags} <<'EOF'\n${text}\nEOF\necho $?`;

const lines: readonly string[] = [
  typed(steps(post('a', { q: 1 }), post('b', { x: '${a:id}', "it's": 'fine' }))),
  typed(steps(post('a', { q: 1 }), post('b')), '--override a:q=2 --add a:r.s=3 --remove b:x'),
  typed(
    steps(post('a', { q: [1] }), post('b')),
    '--skip b --stripe-account acct_1 --override a:q.0.x=1',
  ),
  typed(steps(post('a')), '--override a'),
  typed(steps(post('a'), post('b')), '--override q=1'),
  typed(steps(post('a'), post('a')), '--add a:x=1 --api-version 2020-08-27'),
  typed(steps(post('declined'))),
  typed(JSON.stringify({ fixtures: [post('a')], env: { ID: '${a:id}', OTHER: 'x' } })),
  typed(JSON.stringify({ fixtures: [post('a')], env: { ID: '${zz:id}' } })),
  typed('{"_meta":{"template_version":2}}'),
  typed('oops'),
  typed(''),
  'stripe trigger customer.created extra',
  'stripe fixtures',
  'stripe fixtures a b',
  'stripe fixtures nope.json',
  'stripe fixtures /dev/null',
  'stripe trigger customer.craeted',
  "stripe trigger 'customer.created '",
  'stripe trigger v1.customer.source.created',
  'stripe trigger customer.created --nope',
  'stripe trigger customer.created --api-base http://localhost:1',
  'stripe trigger customer.created --override name=Robin',
  'stripe trigger customer.created --override name=a:b',
  'stripe trigger customer.created --override customer:name',
  'stripe trigger customer.created --add name=Robin',
  'stripe trigger customer.created --add customer:name',
  'stripe trigger customer.created --remove name',
  'stripe trigger quote.created --override a=b',
  'stripe trigger product.created --skip product',
  'stripe trigger price.created --skip product',
  'stripe trigger x --raw nope',
  'stripe trigger x --raw {}',
  `stripe trigger x --raw '{"fixtures":[{"a":1},]}'`,
  `stripe trigger x --raw '{"fixtures":[1]}'`,
  `stripe trigger x --raw '{"fixtures":{}}'`,
  `stripe trigger x --raw '[]'`,
  `stripe trigger x --raw '{"fixtures":[{"name":1}]}'`,
  `stripe trigger x --raw '{"fixtures":[{"path":"/v1/x","params":["a"]}]}'`,
  `stripe trigger x --raw '{"fixtures":[{"headers":{"a":1}}]}'`,
  `stripe trigger x --raw '{"_meta":{"template_version":1},"fixtures":[]}'`,
  `stripe trigger x --raw '{"_meta":{"template_version":"x"}}'`,
  `stripe trigger x --raw '{"_meta":{"exclude_metadata":1}}'`,
  `stripe trigger x --raw '{"env":[]}'`,
  `stripe trigger x --raw '{"Fixtures":[{"NAME":"q","Path":"/v1/x"}]}'`,
  raw('{"fixtures":[{"a":1'),
  raw('{"a" 1}'),
  raw('{"a":1 "b":2}'),
  raw('[1 2]'),
  raw('{"a":-}'),
  raw('{"a":"\\x"}'),
  raw('{} x'),
  raw(steps(post('a'))),
  raw(
    steps(
      post('a', { n: 1.5, big: 12_345_678_901, huge: 1e21, small: 1e-7, no: false, not: null }),
    ),
  ),
  raw(steps(post('a', { list: ['x', 1, true, null], rows: [{ x: 1, in: { y: [2] } }, { x: 2 }] }))),
  raw(steps(post('a', { nest: [['a', 'b'], ['c']], 0: { k: 'v' }, empty: [], none: {} }))),
  raw(steps(post('a', { 'a b': 'c', 'k=v': 'x', trim: ' x ', sign: "a&b=c*'(~é" }))),
  two({
    id: '${a:id}',
    twice: '${a:id}-${a:count}',
    parted: '${a:id}/${a:count}',
    in: 'x${a:id}y',
  }),
  two({ deep: '${a:data.1.id}', count: '${a:data.#}', dotted: '${a:data.1.dotted\\.name}' }),
  two({ gone: '${a:nope}', other: '${a:nope|else}', none: '${a:none}', set: '${a:id|else}' }),
  two({
    number: '${a:count}',
    part: '${a:part}',
    on: '${a:isOn}',
    list: ['${a:id}', { x: '${a:id}' }],
  }),
  two({ near: '${aa:id}' }),
  two({ far: '${zz:id}' }),
  two({ own: '${b:id}' }),
  two({ home: '${.env:NOPE|none}', none: '${.env:NOPE}' }),
  raw(steps(post('a'), { name: 'b', path: '/v1/x/${a:id}/y/${a:count}/z', method: 'post' })),
  raw(steps(post('a'), { name: 'b', path: '/v1/x/${a:nope}/${a:nope|z}', method: 'post' })),
  raw(steps(post('a'), { name: 'b', path: '/v1/x/${a:id}${a:count}', method: 'post' })),
  raw(steps({ name: 'a', path: 'customers', method: 'post' })),
  raw(steps({ name: 'a', path: '/v3/customers' })),
  raw(steps({ name: 'a', path: '/v1/x?y=1', method: 'get' })),
  raw(steps({ name: 'a', path: '/v1/x?y=1', method: 'get', params: { z: 1 } })),
  raw(steps({ name: 'a', path: '/v1/x?y=1', method: 'POST', params: { z: 1 } })),
  raw(steps({ name: 'a', path: '/v1/x', method: 'patch', params: { z: 1 } })),
  raw(steps({ name: 'a', path: '/v1/x', method: 'Delete', params: { z: 1 } })),
  raw(steps(post('declined'))),
  raw(
    steps(
      post('declined', {}, { expected_error_type: 'card_error' }),
      post('b', { x: '${declined:id}' }),
    ),
  ),
  raw(steps(post('declined', {}, { expected_error_type: 'api_error' }), post('b'))),
  raw(steps(post('broken', {}, { expected_error_type: 'card_error' }))),
  raw(steps(post('fine', {}, { expected_error_type: 'card_error' }))),
  raw(steps(post('a', {}, { idempotency_key: 'k', headers: { 'Stripe-Version': '2020-08-27' } }))),
  raw(steps(post('a'), post('b', {}, { headers: { Authorization: 'Bearer ${a:id}' } }))),
  raw(steps(post('a', {}, { headers: { Authorization: '${zz:id}' } }))),
  raw(steps({ name: 'a', path: '/v2/x', method: 'post', params: { b: { c: [1, '<'] }, a: null } })),
  raw(steps({ name: 'a', path: '/v2/x', method: 'post' })),
  raw(steps({ name: 'a', path: '/v2/x', method: 'post', params: {} })),
  raw(steps({ name: 'a', path: '/v2/x', method: 'get', params: { a: '1' } })),
  raw(steps({ name: 'a', path: '/v2/x', method: 'get' })),
  `${raw(steps(post('a')))} --stripe-account acct_1 --api-version 2020-08-27`,
  `${raw(steps(post('a', { q: 1 })))} --override a:q=2`,
  `${raw(steps(post('a'), post('b', { x: '${a:id}' })))} --skip a`,
];

interface Pair {
  readonly line: string;
  readonly theirs: Outcome;
  readonly ours: Outcome;
}

const patienceMs = 300_000;
const both = (some: readonly string[]): Promise<readonly Pair[]> =>
  inBothShells(
    some,
    async (line, shells) => ({
      line,
      theirs: await shells.theirs(line),
      ours: await shells.ours(line),
    }),
    answer,
  );

test(
  'both print the same, end the same and ask for the same',
  { timeout: patienceMs },
  async () => {
    const pairs = await both(lines);
    const equal = pairs.filter(
      ({ ours, theirs }) => JSON.stringify(ours) === JSON.stringify(theirs),
    );
    console.log(`lines of trigger and fixtures that are equal: ${equal.length} of ${lines.length}`);
    const of = (side: 'ours' | 'theirs'): object =>
      Object.fromEntries(pairs.map((pair) => [pair.line, pair[side]]));
    expect(of('ours')).toEqual(of('theirs'));
  },
);

/** Values of our recipes are our own: only names are compared. */
const rewrites: readonly string[] = [
  'stripe trigger price.created --override price:recurring.interval=year',
  "stripe trigger price.created --override 'price:recurring[interval]=year'",
  'stripe trigger checkout.session.completed --override checkout_session:line_items.0.quantity=3',
  'stripe trigger customer.created --override customer:a.b= --override customer:a..c=d',
  'stripe trigger customer.created --override customer:description= --override nobody:x=y',
  'stripe trigger customer.created --override customer:description.inner=1',
  'stripe trigger customer.created --add customer:description.inner=1 --add customer:name=A=B:C',
  'stripe trigger customer.created --add customer:address.city=A --add customer:address.line1=B',
  'stripe trigger customer.created --remove customer:description.x',
  'stripe trigger customer.created --override customer:x=1 --add customer:x=2 --remove customer:x=3',
  'stripe trigger v1.customer.created --stripe-account acct_1 --api-version 2020-08-27',
  'stripe trigger subscription_schedule.updated --add subscription_schedule:phases.0.x=1',
];

test('every event asks for the same, but for values', { timeout: patienceMs }, async () => {
  const all = [...triggerNames.map((name) => `stripe trigger ${name}`), ...rewrites];
  const pairs = (await both(all)).map(({ line, ...pair }) => ({
    line,
    theirs: withoutValues(pair.theirs),
    ours: withoutValues(pair.ours),
  }));
  const of = (side: 'ours' | 'theirs'): object =>
    Object.fromEntries(pairs.map((pair) => [pair.line, pair[side]]));
  expect(of('ours')).toEqual(of('theirs'));
});

function withoutValues({ requests, ...outcome }: Outcome): Outcome {
  const bare = (request: string): string =>
    request.replace(/^([?]?[^\s=]+)=.*$/gm, '$1').replace(/^\{.*$/gm, (json) => namesOf(json));
  return { ...outcome, requests: requests.map(bare) };
}

/** Sorted, because values decided the order. */
function namesOf(json: string): string {
  return [...json.matchAll(/"(\w+)":/g)].map(([, name]) => name).join(' ');
}

const facts = new URL('../../../shared/reference/triggers.json', import.meta.url);

const areThere = existsSync(fileURLToPath(facts));
if (!areThere) console.log('There is no ../shared/reference/triggers.json: it is not compared.');

describe.runIf(areThere)('the list of facts beside the project', () => {
  interface Fact {
    readonly requests: readonly {
      readonly method: string;
      readonly path: string;
      readonly params: readonly string[];
      readonly expected_error_type?: string;
    }[];
  }
  const { events } = JSON.parse(areThere ? readFileSync(facts, 'utf8') : '{"events":{}}') as {
    events: Record<string, Fact>;
  };
  let equal = 0;

  test.each(Object.entries(events))('%s', (name, { requests }) => {
    const ours = findRecipe(name)?.steps.map((step) => ({
      request: `${step.method} ${step.path}`,
      error: step.expectedErrorType,
      params: [...new Set(namesOfForm(encodeParams(step.params ?? {}, (text) => text)))].sort(),
    }));
    const theirs = requests.map((each) => ({
      request: `${each.method} ${each.path}`,
      error: each.expected_error_type ?? '',
      params: [...each.params].sort(),
    }));
    expect(ours).toEqual(theirs);
    equal += 1;
  });

  afterAll(() => console.log(`recipes like the facts: ${equal} of ${Object.keys(events).length}`));
});

function namesOfForm(form: string): readonly string[] {
  return form === '' ? [] : form.split('&').map((pair) => pair.split('=')[0] ?? '');
}
