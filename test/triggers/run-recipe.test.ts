// What a recipe sends: forms, references, headers; and what it says of a failure.

import { describe, expect, test } from 'vitest';
import { readRecipe } from '../../src/triggers/read-recipe.ts';
import { rewrite } from '../../src/triggers/rewrite.ts';
import { runRecipe, type RunOptions } from '../../src/triggers/run-recipe.ts';

interface Run {
  readonly sent: readonly string[];
  readonly told: readonly string[];
  readonly env: ReadonlyMap<string, string>;
}

async function run(file: object, options: Partial<RunOptions> = {}, reply = '{}'): Promise<Run> {
  const sent: string[] = [];
  const told: string[] = [];
  const env = await runRecipe(readRecipe(JSON.stringify(file)), {
    async send(request) {
      const { pathname, search } = new URL(request.url);
      sent.push(`${request.method} ${pathname}${search} ${await request.text()}`.trim());
      return new Response(reply, { status: pathname.includes('fail') ? 402 : 200 });
    },
    base: 'https://api.stripe.com',
    key: 'sk_test_x',
    version: '',
    v2Version: 'v2',
    account: '',
    skip: [],
    signal: new AbortController().signal,
    tell: (line) => told.push(line),
    variable: () => undefined,
    newUuid: () => 'uuid',
    nowMs: () => 0,
    ...options,
  });
  return { sent, told, env };
}

const post = (name: string, params: object = {}, more: object = {}): object => ({
  name,
  path: `/v1/${name}`,
  method: 'post',
  params,
  ...more,
});

describe('parameters', () => {
  test.each([
    [{ a: 1.5, b: 12_345_678_901, c: true, d: null }, 'a=1.5&b=12345678901&c=true'],
    [{ a: 1e21, b: 1e-7 }, 'a=1000000000000000000000&b=0.0000001'],
    [{ a: { b: { c: 'x' } }, 'd[e]': 'y' }, 'a[b][c]=x&d[e]=y'],
    [{ a: ['x', 'y'], b: [{ c: '1' }, { d: ['e'] }] }, 'a[]=x&a[]=y&b[0][c]=1&b[1][d][]=e'],
    [{ __proto__x: '1', constructor: { toString: '2' } }, '__proto__x=1&constructor[toString]=2'],
    [{ a: "it's (é) *" }, 'a=it%27s+%28%C3%A9%29+%2A'],
    [{ a: '${generate-uuid}', b: '${time-now-RFC3339}' }, 'a=uuid&b=1970-01-01T00%3A00%3A00Z'],
  ])('%j is sent as %s', async (params, form) => {
    expect((await run({ fixtures: [post('a', params)] })).sent).toEqual([`POST /v1/a ${form}`]);
  });

  test('a member called __proto__ is a name like any other', async () => {
    const file = JSON.parse(
      '{"fixtures":[{"path":"/v1/a","method":"post","params":{"__proto__":"x"}}]}',
    );
    expect((await run(file)).sent).toEqual(['POST /v1/a __proto__=x']);
  });
});

describe('references', () => {
  const reply = '{"id":"a_1","none":null,"data":[{"id":"d_1"},{"id":"d_2"}]}';
  test.each([
    ['${a:id}', 'a_1'],
    ['x${a:data.1.id}y', 'xd_2y'],
    ['${a:data.#}', '2'],
    ['${a:none|else}', 'else'],
    ['${a:nope}', '${a:nope}'],
    ['${a:__proto__|else}', 'else'],
    ['${.env:NAME|else}', 'else'],
  ])('%s becomes %s', async (value, text) => {
    const { sent } = await run({ fixtures: [post('a'), post('b', { v: value })] }, {}, reply);
    expect(new URLSearchParams(sent[1]?.split(' ')[2]).get('v')).toBe(text);
  });

  test('variables come back filled in', async () => {
    const file = { fixtures: [post('a')], env: { ID: '${a:id}', PLAIN: 'x' } };
    const { env } = await run(file, {}, reply);
    expect([...env]).toEqual([
      ['ID', 'a_1'],
      ['PLAIN', 'x'],
    ]);
  });

  test('a name that no step has is told, with those that look like it', async () => {
    const file = { fixtures: [post('customer'), post('b', { v: '${cust:id}' })] };
    await expect(run(file)).rejects.toThrow(
      '✘ Validation error - an undeclared fixture name was referenced: cust\n' +
        'Perhaps you meant one of the following: customer',
    );
  });

  test('a very long value is not searched for references', async () => {
    const value = '${a:'.repeat(100_000);
    const { sent } = await run({ fixtures: [post('a', { v: value })] });
    expect(sent[0]?.length).toBeGreaterThan(400_000);
  });
});

describe('refusals', () => {
  const reply = '{"error":{"type":"card_error"}}';
  test('one that is expected goes on', async () => {
    const file = { fixtures: [post('fail', {}, { expected_error_type: 'card_error' }), post('b')] };
    expect((await run(file, {}, reply)).sent).toHaveLength(2);
  });

  test.each(['api_error', '', undefined])('one where %s is expected ends it', async (type) => {
    const file = { fixtures: [post('fail', {}, { expected_error_type: type }), post('b')] };
    await expect(run(file, {}, reply)).rejects.toThrow(`Request failed, status=402, body=${reply}`);
  });

  test('an answer that is no JSON ends it where an error is expected', async () => {
    const file = { fixtures: [post('fail', {}, { expected_error_type: 'card_error' })] };
    await expect(run(file, {}, 'oops')).rejects.toThrow('Request failed, status=402, body=oops');
  });
});

test('what is skipped is told and not sent', async () => {
  const { sent, told } = await run({ fixtures: [post('a'), post('b')] }, { skip: ['a'] });
  expect(sent).toEqual(['POST /v1/b']);
  expect(told).toEqual([
    'Skipping fixture for: a',
    'Setting up fixture for: b',
    'Running fixture for: b',
  ]);
});

test('a rewritten recipe leaves the one it was made from as it was', () => {
  const recipe = readRecipe(JSON.stringify({ fixtures: [post('a', { b: { c: '1' } })] }));
  const none = { add: [], remove: [] };
  const changed = rewrite(recipe, { ...none, override: ['a:b.c=2', 'a:__proto__.x=3'] });
  expect(JSON.stringify(changed.steps[0]?.params)).toBe('{"b":{"c":"2"},"__proto__":{"x":"3"}}');
  expect(recipe.steps[0]?.params).toEqual({ b: { c: '1' } });
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});
