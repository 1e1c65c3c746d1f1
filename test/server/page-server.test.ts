import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePage } from '../../src/server/page-server.ts';
import type { Serving } from '../../src/server/serve.ts';

let folder = '';
let serving: Serving;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'page', 'index.html'), '<h1>Hello</h1>');
  writeFileSync(join(folder, 'page', 'sw.js'), '// worker');
  writeFileSync(join(folder, 'page', 'assets', 'main-AbCd_123.js'), 'export {};');
  serving = await servePage({ folder: join(folder, 'page'), host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await serving.close();
  rmSync(folder, { recursive: true });
});

/** As it is written: `fetch` would tidy the path first. */
function get(path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(serving.url);
  return new Promise((resolve, reject) => {
    const sending = httpRequest({ hostname, port, path });
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on('error', reject).end();
  });
}

test('the folder’s own address gives the page, which is asked for anew each time', async () => {
  const response = await fetch(serving.url);
  expect(await response.text()).toBe('<h1>Hello</h1>');
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toBe('no-cache');
});

test('a script is a script, and a worker is never kept', async () => {
  const response = await fetch(`${serving.url}/sw.js`);
  expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('Cache-Control')).toBe('no-cache');
});

test('a sandboxed frame, which is of no origin, may read the page’s scripts', async () => {
  const response = await fetch(`${serving.url}/assets/main-AbCd_123.js`);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
});

test('a file with a hash in its name is kept for good', async () => {
  const response = await fetch(`${serving.url}/assets/main-AbCd_123.js?x#y`);
  expect(response.headers.get('Cache-Control')).toContain('immutable');
});

test('what the browser has already is not sent again', async () => {
  const first = await fetch(serving.url);
  const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' };
  const second = await fetch(serving.url, { headers });
  expect(second.status).toBe(304);
  expect(await second.text()).toBe('');
});

test('HEAD gives the size, and no body', async () => {
  const response = await fetch(serving.url, { method: 'HEAD' });
  expect(response.headers.get('Content-Length')).toBe('14');
  expect(await response.text()).toBe('');
});

test.each([
  '/missing',
  '/assets/',
  '/assets',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%5c..%5c..%5csecret.txt',
  '//../secret.txt',
  '/%00',
  '/%E0%A4%A',
  'http://127.0.0.1/index.html',
])('%s is not found', async (path) => {
  expect(await get(path)).toBe(404);
});

test('nothing can be written', async () => {
  expect((await fetch(serving.url, { method: 'POST', body: 'x' })).status).toBe(405);
});

test('a page that is not built is told with what to do', async () => {
  const missing = servePage({ folder: join(folder, 'missing'), host: '127.0.0.1', port: 0 });
  await expect(missing).rejects.toThrow('npm run build');
});
