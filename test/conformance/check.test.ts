// `sandshell check` as a docs team runs it: the program, on this project's documents and on a guide
// that was written for the official CLI.

import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { launcher, run, type Finished } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** In the project's folder, with a live key around that is none of the program's business. */
function check(...words: readonly string[]): Promise<Finished> {
  const environment = { STRIPE_API_KEY: ['sk', 'live', '4'.repeat(24)].join('_') };
  return run(process.execPath, [launcher, 'check', ...words], environment, root);
}

test('every command in the project’s own documents runs, and prints what they show', async () => {
  const { stdout, stderr, exitCode } = await check('README.md', 'docs');
  expect(stdout).toMatch(/^[1-9]\d* snippets? in [1-9]\d* files: all agree\.\n$/);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
});

test('a guide of another hand agrees as it is', async () => {
  const folder = join(root, '../shared/seed');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const guides = names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
  if (guides.length === 0) {
    console.log('No guide in ../shared/seed: only our own is checked.');
    guides.push(join(root, 'test/documents/taking-a-payment.md'));
  }
  const { stdout, exitCode } = await check(...guides.map((guide) => relative(root, guide)));
  expect(stdout).toMatch(/^[1-9]\d* snippets in \d+ files?: all agree\.\n$/);
  expect(exitCode).toBe(0);
});

test.each([
  ['a mistake', ['--format', 'json', 'test/documents/no-such-flag.md'], 1],
  ['no file', ['test/documents/none.md'], 2],
  ['no words', [], 2],
])('%s is told in the exit status', async (_name, words, status) => {
  expect((await check(...words)).exitCode).toBe(status);
});
