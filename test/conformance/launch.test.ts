// `npm run sandshell` in a fresh checkout: the program is built when it must be, and never half.

import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, run } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let checkout = '';

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'sandshell-checkout-'));
  const left = /^(node_modules|dist|\.git|src\/catalog\/generated)(\/|$)/;
  cpSync(root, checkout, { recursive: true, filter: (path) => !left.test(relative(root, path)) });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

const built = (): string => join(checkout, 'dist/node/main.js');
const builtMs = (): number => statSync(built()).mtimeMs;

function launch(...words: string[]): Promise<Finished> {
  return run(process.execPath, [join(checkout, 'src/server/launch.mjs'), ...words]);
}

const version = {
  exitCode: 0,
  stderr: '',
  stdout: expect.stringMatching(/^sandshell \d/) as string,
};

test('three launches at once, of a checkout that was never built, all run', async () => {
  const launches = await Promise.all([
    launch('--version'),
    launch('--version'),
    launch('--version'),
  ]);
  expect(launches).toEqual([version, version, version]);
  expect(readdirSync(join(checkout, 'dist'))).toEqual(['lib', 'node']);
});

test('what it shares with the library is there too', async () => {
  const line = "stripe refunds list | jq -c '.data' | grep -o '.*'";
  expect(await launch('run', line)).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' });
});

test('what is built is not built again', async () => {
  const before = builtMs();
  expect(await launch('--version')).toEqual(version);
  expect(builtMs()).toBe(before);
});

test('a source that changed is built first, also behind the lock of a launch that was killed', async () => {
  const before = builtMs();
  writeFileSync(join(checkout, 'dist/.node-build.lock'), '999999999');
  const later = new Date();
  utimesSync(join(checkout, 'src/server/program.ts'), later, later);
  expect(await launch('--version')).toEqual(version);
  expect(builtMs()).toBeGreaterThan(before);
  expect(existsSync(join(checkout, 'dist/.node-build.lock'))).toBe(false);
});

test('a source that cannot be built is told, and the build before stays', async () => {
  writeFileSync(join(checkout, 'src/server/program.ts'), 'export const runSandshell = (;\n');
  const before = builtMs();
  const { exitCode, stdout, stderr } = await launch('--version');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('program.ts');
  expect(builtMs()).toBe(before);
  expect(readdirSync(join(checkout, 'dist'))).toEqual(['lib', 'node']);
});
