// The official CLI against `sandshell serve`: over a unix socket, and over --api-base.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHome, type Finished, type Home, run, type Served } from './program.ts';
import { serveSandbox, stripeCli } from './program.ts';

let home: Home;
let served: Served;
let socket = '';

beforeAll(async () => {
  home = createHome();
  socket = join(home.folder, 'stripe.sock');
  served = await serveSandbox('--socket', socket);
});

afterAll(async () => {
  await served.stop();
  home.remove();
});

interface Customer {
  readonly id: string;
  readonly object: string;
  readonly deleted?: boolean;
  readonly email: string | null;
  readonly name: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

interface List {
  readonly object: string;
  readonly data: readonly Customer[];
  readonly has_more: boolean;
  readonly url: string;
  readonly next_page?: string | null;
}

const overSocket = (...words: string[]): Promise<Finished> =>
  run(stripeCli, words, { ...home.environment, STRIPE_CLI_UNIX_SOCKET: socket });

const overPort = (...words: string[]): Promise<Finished> =>
  run(stripeCli, [...words, '--api-base', served.url], home.environment);

describe.each([
  ['over a unix socket', overSocket, 'a@example.com'],
  ['over --api-base', overPort, 'b@example.com'],
])('customers %s', (_name, stripe, email) => {
  async function reply<Reply>(...words: string[]): Promise<Reply> {
    const { stdout, stderr, exitCode } = await stripe(...words);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    // A deletion is announced before its answer.
    return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Reply;
  }

  const create = (...flags: string[]): Promise<Customer> =>
    reply('customers', 'create', `--email=${email}`, ...flags);

  test('created, retrieved and updated', async () => {
    const created = await create('--name=Jane Smith', '-d', 'metadata[plan]=gold');
    expect(created).toMatchObject({ object: 'customer', email, name: 'Jane Smith' });
    expect(created.id).toMatch(/^cus_[A-Za-z0-9]{14}$/);

    expect(await reply('customers', 'retrieve', created.id)).toEqual(created);
    const changes = ['--name=Jane Doe', '-d', 'metadata[seat]=2'];
    const updated = await reply<Customer>('customers', 'update', created.id, ...changes);
    expect(updated).toEqual({
      ...created,
      name: 'Jane Doe',
      metadata: { plan: 'gold', seat: '2' },
    });
  });

  test('listed page by page, newest first', async () => {
    const made: string[] = [];
    for (const name of ['one', 'two', 'three']) made.unshift((await create(`--name=${name}`)).id);
    const filter = `--email=${email}`;

    const first = await reply<List>('customers', 'list', filter, '--limit=2');
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));

    const after = `--starting-after=${made[1]}`;
    const second = await reply<List>('customers', 'list', filter, '--limit=1', after);
    expect(second.data.map(({ id }) => id)).toEqual(made.slice(2));

    const before = `--ending-before=${made[2]}`;
    const back = await reply<List>('customers', 'list', filter, before);
    expect(back.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
  });

  test('searched by email, name and metadata', async () => {
    const mark = email.replaceAll(/\W/g, '-');
    const { id } = await create('--name=Findable Person', '-d', `metadata[mark]=${mark}`);
    for (const query of [
      `metadata["mark"]:"${mark}"`,
      `email:"${email}" AND name:"Findable Person"`,
      `name~"findable" AND email:"${email}"`,
    ]) {
      const found = await reply<List>('customers', 'search', '--query', query);
      expect(found).toMatchObject({ object: 'search_result', url: '/v1/customers/search' });
      expect(found.data.map(({ id: each }) => each)).toEqual([id]);
    }
  });

  test('deleted, and then only a stub is left', async () => {
    const { id } = await create();
    const stub = { id, object: 'customer', deleted: true };
    expect(await reply('customers', 'delete', id, '--confirm')).toEqual(stub);
    expect(await reply('customers', 'retrieve', id)).toEqual(stub);
    const { data } = await reply<List>('customers', 'list', `--email=${email}`, '--limit=100');
    expect(data.map(({ id: each }) => each)).not.toContain(id);
  });

  test('made and read by get, post and delete', async () => {
    const made = await reply<Customer>('post', '/v1/customers', '-d', 'name=Raw');
    expect(await reply('get', made.id)).toEqual(made);
    expect(await reply('get', `/v1/customers/${made.id}`)).toEqual(made);
    const stub = await reply<Customer>('delete', `/v1/customers/${made.id}`, '--confirm');
    expect(stub.deleted).toBe(true);
  });

  test.each([
    ['an unknown id', ['customers', 'retrieve', 'cus_missing'], 'resource_missing', 'id'],
    ['an unknown parameter', ['post', '/v1/customers', '-d', 'nme=x'], 'parameter_unknown', 'nme'],
    [
      'a bad number',
      ['post', '/v1/customers', '-d', 'balance=abc'],
      'parameter_invalid_integer',
      'balance',
    ],
  ])('%s is answered with Stripe’s error object, as output', async (_name, words, code, param) => {
    const { error } = await reply<{ error: object }>(...words);
    expect(error).toMatchObject({
      type: 'invalid_request_error',
      code,
      param,
      message: expect.any(String),
      doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
      request_log_url: expect.stringMatching(/logs\?object=req_\w{14}$/),
    });
  });
});

test('a key that is none fails, with the API’s words on standard error', async () => {
  const { stdout, stderr, exitCode } = await run(stripeCli, ['customers', 'list'], {
    ...home.environment,
    STRIPE_CLI_UNIX_SOCKET: socket,
    STRIPE_API_KEY: 'rk_test_',
  });
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  expect(stderr).not.toBe('');
});

test('each key is an account of its own', async () => {
  const { stdout } = await run(stripeCli, ['customers', 'list', '--email=a@example.com'], {
    ...home.environment,
    STRIPE_CLI_UNIX_SOCKET: socket,
    STRIPE_API_KEY: 'sk_test_another1234567',
  });
  expect(JSON.parse(stdout)).toMatchObject({ data: [] });
});

test('what is not simulated is answered with an error that names the operation', async () => {
  const { stdout } = await overSocket('post', '/v1/identity/verification_reports');
  expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.any(String) } });
});
