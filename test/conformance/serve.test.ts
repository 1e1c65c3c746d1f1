// `sandshell serve` as a program: what it prints, how it ends, what it keeps.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcher, run, type Served, serveSandbox } from './program.ts';

let folder = '';
let running: Served[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
});

afterEach(async () => {
  await Promise.all(running.map((served) => served.stop('SIGKILL')));
  running = [];
  rmSync(folder, { recursive: true });
});

async function serve(...words: string[]): Promise<Served> {
  const served = await serveSandbox(...words);
  running.push(served);
  return served;
}

async function call(served: Served, path: string, body?: Record<string, string>): Promise<unknown> {
  const response = await fetch(served.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: 'Bearer sk_test_conformance123456' },
    ...(body ? { body: new URLSearchParams(body) } : {}),
  });
  return response.json();
}

const sandshell = (...words: string[]) => run(process.execPath, [launcher, ...words]);

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it with code 0, after one line',
  async (signal) => {
    const socket = join(folder, 'stripe.sock');
    const served = await serve('--socket', socket);
    expect(existsSync(socket)).toBe(true);
    const { exitCode, stdout, stderr } = await served.stop(signal);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(`Sandshell sandbox listening on ${served.url}\n`);
    expect(existsSync(socket)).toBe(false);
  },
);

test('the same seed and instant give the same answers', async () => {
  const words = ['--seed', 'docs', '--now', '2026-01-31T12:00:00Z'];
  const [one, other] = [await serve(...words), await serve(...words)];
  const body = { name: 'Jane' };
  const answer = await call(one, '/v1/customers', body);
  expect(answer).toMatchObject({ created: 1_769_860_800 });
  expect(await call(other, '/v1/customers', body)).toEqual(answer);
});

test('a named seed is there from the first request', async () => {
  const served = await serve('--seed', 'marketplace', '--now', '2026-01-31T12:00:00Z');
  const accounts = (await call(served, '/v1/accounts')) as { data: { type: string }[] };
  expect(accounts.data.map(({ type }) => type)).toEqual(['express', 'express', 'express']);
});

test('a page of this machine may send its requests; one of elsewhere may not', async () => {
  const { url } = await serve();
  const asking = (origin: string) => ({
    Origin: origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization,idempotency-key',
  });
  const options = { method: 'OPTIONS', headers: asking('http://localhost:5173') };
  const preflight = await fetch(`${url}/v1/customers`, options);
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('idempotency-key');

  const foreign = { method: 'OPTIONS', headers: asking('https://evil.example') };
  expect((await fetch(`${url}/v1/customers`, foreign)).status).toBe(403);
});

test('a taken port is told in a sentence, with code 1', async () => {
  const { port } = await serve();
  const { exitCode, stdout, stderr } = await sandshell('serve', '--port', String(port));
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^Error: Port \d+ on 127.0.0.1 is taken\. .+\n$/);
});

test('a socket in use is told; one that a killed program left is taken over', async () => {
  const socket = join(folder, 'stripe.sock');
  const first = await serve('--socket', socket);
  await expect(serve('--socket', socket)).rejects.toThrow('is in use');
  await first.stop('SIGKILL');
  await serve('--socket', socket);
});

test('a file that is no socket is not taken over', async () => {
  const path = join(folder, 'notes.txt');
  writeFileSync(path, 'mine');
  await expect(serve('--socket', path)).rejects.toThrow('notes.txt');
  expect(existsSync(path)).toBe(true);
});

test('what was answered is there after a kill, and after an orderly end', async () => {
  const data = join(folder, 'sandbox.journal');
  const first = await serve('--data', data);
  const made = await call(first, '/v1/customers', { name: 'Jane' });
  await first.stop('SIGKILL');

  const second = await serve('--data', data);
  const { id } = made as { id: string };
  expect(await call(second, `/v1/customers/${id}`)).toEqual(made);
  await call(second, `/v1/customers/${id}`, { name: 'Joan' });
  expect((await second.stop()).exitCode).toBe(0);

  const third = await serve('--data', data);
  expect(await call(third, `/v1/customers/${id}`)).toMatchObject({ name: 'Joan' });
});

test('two programs do not share a file', async () => {
  const data = join(folder, 'sandbox.journal');
  await serve('--data', data);
  await expect(serve('--data', data)).rejects.toThrow('belongs to the running process');
});

test.each([
  ['a flag that is none', ['serve', '--prot', '1'], '--prot'],
  ['a port that is none', ['serve', '--port', '70000'], '"70000" is no port'],
  ['a live key for a port', ['serve', '--port', 'sk_live_abcdefgh'], '"sk_live_****" is no port'],
  ['a part that is none', ['sevre'], '"sevre" is no part of sandshell'],
  ['a document that is none', ['check', 'a.md'], 'There is no a.md.'],
])('%s is told with code 2', async (_name, words, message) => {
  const { exitCode, stdout, stderr } = await sandshell(...words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('an instant that is none is told before it listens', async () => {
  await expect(serve('--now', 'yesterday')).rejects.toThrow('not "yesterday"');
});

test('help and version are output, with code 0', async () => {
  expect(await sandshell('--help')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('sandshell serve'),
    stderr: '',
  });
  expect((await sandshell('--version')).stdout).toMatch(/^sandshell \d+\.\d+\.\d+\n$/);
});
