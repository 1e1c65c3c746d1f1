// The npm package as its users have it: packed, installed in a project of its own, imported there.

import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, run } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let project = '';
let packed: readonly string[] = [];

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'sandshell-project-'));
  const pack = ['pack', root, '--json', '--ignore-scripts', '--pack-destination', project];
  const { stdout } = await npm(...pack);
  const [archive] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  packed = (archive?.files ?? []).map(({ path }) => path);

  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { stderr, exitCode } = await npm(...install, `./${archive?.filename}`);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const home = { HOME: process.env['HOME'] ?? '' };

function npm(...words: string[]): Promise<Finished> {
  return inProject('npm', ...words);
}

function inProject(program: string, ...words: string[]): Promise<Finished> {
  return run(program, words, home, project);
}

async function script(text: string): Promise<Finished> {
  writeFileSync(join(project, 'script.mjs'), text);
  return inProject(process.execPath, 'script.mjs');
}

test('brings nothing with it', () => {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  const installed = Object.keys(lock.packages).filter((path) => path !== '');
  expect(installed).toEqual(['node_modules/sandshell']);
});

test('holds what is built, with its licence and notices, and no source', () => {
  expect(packed).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
  expect(packed).toEqual(expect.arrayContaining(['dist/lib/notices.md', 'dist/node/notices.md']));
  expect(packed).toContain('dist/lib/proxy-notices.md');
  const strays = packed.filter(
    (path) => !/^dist\/(lib|node)\/|^(LICENSE|README\.md|package\.json)$/.test(path),
  );
  expect(strays).toEqual([]);
});

test('sandshell/sandbox answers requests in plain Node', async () => {
  const { stdout, stderr } = await script(`
    import { createSandbox } from 'sandshell/sandbox';
    const { fetch } = createSandbox({ seed: 'docs', now: '2026-01-31T12:00:00Z' });
    const headers = { Authorization: 'Bearer sk_test_123' };
    const body = new URLSearchParams({ email: 'jane@example.com' });
    const url = 'https://api.stripe.com/v1/customers';
    const response = await fetch(new Request(url, { method: 'POST', headers, body }));
    const { object, email, created } = await response.json();
    console.log(response.status, object, email, created);
  `);
  expect({ stdout, stderr }).toEqual({
    stdout: '200 customer jane@example.com 1769860800\n',
    stderr: '',
  });
});

test('sandshell/shell runs a line on it', async () => {
  const { stdout, stderr } = await script(`
    import { createSandbox } from 'sandshell/sandbox';
    import { createShell } from 'sandshell/shell';
    const shell = createShell({ fetch: createSandbox().fetch });
    const { stdout, exitCode } = await shell.run('stripe customers create --name=Jane');
    console.log(JSON.parse(stdout).name, exitCode);
    const { exitCode: refused } = await shell.run('stripe custmers');
    console.log(refused);
  `);
  expect({ stdout, stderr }).toEqual({ stdout: 'Jane 0\n1\n', stderr: '' });
});

test('sandshell is harmless on a server', async () => {
  const { stdout, stderr } = await script(`
    await import('sandshell');
    console.log('harmless');
  `);
  expect({ stdout, stderr }).toEqual({ stdout: 'harmless\n', stderr: '' });
});

test('sandshell/msw works with the project’s own msw', async () => {
  symlinkSync(join(root, 'node_modules/msw'), join(project, 'node_modules/msw'));
  const { stdout, stderr } = await script(`
    import { setupServer } from 'msw/node';
    import { handlers } from 'sandshell/msw';
    import { createSandbox } from 'sandshell/sandbox';
    const server = setupServer(...handlers(createSandbox()));
    server.listen();
    const headers = { Authorization: 'Bearer sk_test_123' };
    const response = await fetch('https://api.stripe.com/v1/customers', { headers });
    console.log(response.status, (await response.json()).object);
    server.close();
  `);
  rmSync(join(project, 'node_modules/msw'));
  expect({ stdout, stderr }).toEqual({ stdout: '200 list\n', stderr: '' });
});

test('sandshell/proxy passes requests on, in plain Node', async () => {
  const { stdout, stderr } = await script(`
    import { createProxy } from 'sandshell/proxy';
    import { createSandbox } from 'sandshell/sandbox';
    const sandbox = createSandbox();
    const ask = async ({ origin, path, method, headers, body }) => {
      const response = await sandbox.fetch(new Request(origin + path, { method, headers, body }));
      const text = await response.text();
      return { status: response.status, header: (name) => response.headers.get(name), body: text };
    };
    const proxy = createProxy({ key: 'sk_test_123', ask });
    const body = new URLSearchParams({ name: 'Jane' });
    const customers = new Request('https://proxy.example/v1/customers', { method: 'POST', body });
    const response = await proxy(customers);
    console.log(response.status, (await response.json()).name);
    console.log((await proxy(new Request('https://proxy.example/v1/payouts'))).status);
    try {
      createProxy({ key: 'sk_live_123' });
    } catch (error) {
      console.log(error.message);
    }
  `);
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringMatching(/^200 Jane\n403\nThe key is of live mode\./),
    stderr: '',
  });
});

test('its types are whole: they need nothing that is not installed', async () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import 'sandshell';
    import 'sandshell/loader';
    import { createSandbox } from 'sandshell/sandbox';
    import { createShell } from 'sandshell/shell';
    import worker, { createProxy } from 'sandshell/proxy';
    const proxy = createProxy({ key: 'rk_test_123', origins: ['https://docs.example.com'] });
    export const answers = [proxy, worker.fetch].map((answer) => answer(new Request('/')));
    const sandbox = createSandbox({ seed: 'a', now: new Date() });
    const shell = createShell({ fetch: sandbox.fetch });
    export const exitCode: Promise<number> = shell.run('stripe').then((result) => result.exitCode);
    sandbox.restore(sandbox.snapshot());
    // @ts-expect-error: a seed is text.
    createSandbox({ seed: 1 });
    `,
  );
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  };
  const settings = JSON.stringify({ compilerOptions, files: ['use.ts'] });
  writeFileSync(join(project, 'tsconfig.json'), settings);
  const { stdout } = await inProject(
    process.execPath,
    join(root, 'node_modules/typescript/bin/tsc'),
  );
  expect(stdout).toBe('');
});

test('its program runs', async () => {
  const { stdout, stderr } = await inProject('npx', '--no-install', 'sandshell', '--version');
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringMatching(/^sandshell \d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});
