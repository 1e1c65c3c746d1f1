import { expect, test } from 'vitest';
import { runSandshell } from '../../src/server/program.ts';
import { fakeIo } from './fake-io.ts';

interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function sandshell(...words: string[]): Promise<Ran> {
  const io = fakeIo();
  const status = await runSandshell(words, io);
  return { status, stdout: io.printed(), stderr: io.warned() };
}

const parts = ['serve', 'run', 'complete', 'check', 'proxy', 'page'];

/** Each flag once: of the usage, or of the list below it. */
function flagsOf(text: string): readonly string[] {
  return [...new Set(text.match(/--[a-z][a-z-]*/g))].sort();
}

test.each(parts)('%s --help explains each flag of its usage, and no other', async (part) => {
  const { status, stdout, stderr } = await sandshell(part, '--help');
  expect([status, stderr]).toEqual([0, '']);
  const [head = '', rest = ''] = stdout.split('\nFlags:\n');
  const [listed = '', examples = ''] = rest === '' ? ['', head] : rest.split('\nExamples:\n');
  expect(head).toContain(`sandshell ${part} `);
  expect(flagsOf(listed)).toEqual(flagsOf(head.split('\nExamples:\n')[0] ?? ''));
  expect(examples).toContain(`sandshell ${part}`);
});

test.each(parts)('%s knows each flag that its help tells of', async (part) => {
  const { stdout } = await sandshell(part, '--help');
  const [, listed = ''] = /Flags:\n([^]*)\nExamples:/.exec(stdout) ?? [];
  for (const flag of flagsOf(listed)) {
    // Its value is missing, or else what the part works on: nothing is begun.
    const { status, stderr } = await sandshell(part, flag);
    expect([status, stderr]).toEqual([2, expect.not.stringContaining('Unknown option')]);
  }
});

test('help of a part is had in three ways, and without a part it is that of all', async () => {
  const { stdout } = await sandshell('serve', '--help');
  expect(await sandshell('help', 'serve')).toEqual({ status: 0, stdout, stderr: '' });
  expect(await sandshell('--help', 'serve')).toEqual({ status: 0, stdout, stderr: '' });
  const all = await sandshell('help');
  for (const part of parts) expect(all.stdout).toContain(`  sandshell ${part} `);
  expect(await sandshell()).toEqual({ status: 2, stdout: '', stderr: all.stdout });
});

test.each([
  [['--bogus'], 'Error: "--bogus" is no part of sandshell. See "sandshell --help".\n'],
  [
    ['servee'],
    'Error: "servee" is no part of sandshell. Did you mean "serve"? See "sandshell --help".\n',
  ],
  [['constructor'], 'Error: "constructor" is no part of sandshell. See "sandshell --help".\n'],
  [
    ['serve', '--sed', 'shop'],
    `Error: Unknown option '--sed'. Did you mean "--seed"? See "sandshell serve --help".\n`,
  ],
  [['run', '--bogus'], `Error: Unknown option '--bogus'. See "sandshell run --help".\n`],
  [['serve', '--port', 'x'], /is no port: .* See "sandshell serve --help"\.\n$/],
  [['serve', '--now', 'yesterday'], /yesterday.* See "sandshell serve --help"\.\n$/],
])('%j is told with code 2, and where to look', async (words, message) => {
  const { status, stdout, stderr } = await sandshell(...words);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
});

test.each([
  ['shpo', 'shop'],
  ['SaaS', 'saas'],
  ['market-place', 'marketplace'],
])('a seed that is nearly a named one is noted: %s', async (seed, meant) => {
  const note = `Note: --seed ${seed} begins without objects. Did you mean "--seed ${meant}"?\n`;
  const words = ['run', '--seed', seed, 'stripe customers list | jq ".data | length"'];
  const io = fakeIo({ isErrorTerminal: true });
  expect([await runSandshell(words, io), io.printed(), io.warned()]).toEqual([0, '0\n', note]);
  // A pipe gets the command's own words alone.
  expect(await sandshell(...words)).toEqual({ status: 0, stdout: '0\n', stderr: '' });
  const served = await sandshell('serve', '--seed', seed, '--port', 'x');
  expect(served.stderr).toContain(note);
  expect((await sandshell('check', '--seed', seed, '/nowhere.md')).stderr).toContain(note);
});

test.each(['shop', 'docs', 'x', 'seed-1'])('any other seed is not: %s', async (seed) => {
  const io = fakeIo({ isErrorTerminal: true });
  await runSandshell(['run', '--seed', seed, 'echo'], io);
  expect(io.warned()).toBe('');
});
