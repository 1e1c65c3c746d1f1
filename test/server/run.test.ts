import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { completeProgram } from '../../src/server/complete.ts';
import { runProgram } from '../../src/server/run.ts';
import { fakeIo, type FakeIo, type FakeProcess } from './fake-io.ts';

async function run(
  words: readonly string[],
  process?: FakeProcess,
): Promise<FakeIo & { status: number }> {
  const io = fakeIo(process);
  const status = await runProgram(words, io);
  return { ...io, status };
}

const idOf = (text: string): string => /"id": "(cus_\w+)"/.exec(text)?.[1] ?? '';

describe('one line', () => {
  test('runs on a fresh sandbox, with the command’s streams and exit status', async () => {
    const good = await run(['stripe customers create --name Jenny']);
    expect(JSON.parse(good.printed())).toMatchObject({ object: 'customer', name: 'Jenny' });
    expect([good.warned(), good.status]).toEqual(['', 0]);
    const bad = await run(['stripe customers create --nmae Jenny']);
    expect([bad.printed(), bad.warned(), bad.status]).toEqual(['', 'unknown flag: --nmae\n', 1]);
  });

  test('gives the same to the byte for the same seed and instant', async () => {
    const words = ['--seed', 'a', '--now', '2026-01-31T12:00:00Z', 'stripe customers create'];
    const one = (await run(words)).printed();
    expect((await run(words)).printed()).toBe(one);
    expect(JSON.parse(one)).toHaveProperty('created', Date.parse('2026-01-31T12:00:00Z') / 1000);
    expect((await run(['--seed', 'b', ...words.slice(2)])).printed()).not.toBe(one);
  });

  test('harms no terminal by its mistakes, where only its output goes into a pipe', async () => {
    const line = `nosuch$'\\e[2J'; echo $'\\e[2J'`;
    const seen = await run([line], { isErrorTerminal: true });
    expect(seen.warned()).toContain('nosuch␛[2J: command not found');
    expect(seen.printed()).toBe('\x1b[2J\n');
    expect((await run([line])).warned()).toContain('nosuch\x1b[2J');
  });

  test('is coloured on a terminal or when asked, and never harms the terminal', async () => {
    const line = `stripe customers create --name $'\\e[2J'`;
    expect((await run([line])).printed()).not.toContain('\x1b');
    expect((await run(['--color', 'on', line])).printed()).toContain('\x1b[1m{');
    expect((await run([line], { isTerminal: true })).printed()).toContain('\x1b[1m{');
    const off = await run(['--color', 'off', `echo $'\\e[2J'`], { isTerminal: true });
    expect(off.printed()).not.toContain('\x1b');
  });

  test('at a terminal that does not know its width, lines are not broken at every word', async () => {
    const { printed } = await run(['stripe custmers list'], { isTerminal: true, columns: 0 });
    expect(printed()).toContain('If not, see "stripe --help" for a list of available commands.\n');
  });

  test('takes its key from the environment, and refuses a live one', async () => {
    const environment = { STRIPE_API_KEY: 'sk_live_4242424242424242' };
    const { printed, warned, status } = await run(['stripe customers list'], { environment });
    expect(printed()).toBe('');
    expect(warned()).toContain('refuses live keys');
    expect(warned()).not.toContain('42424242');
    expect(status).toBe(1);
  });

  test('asks standard input before a deletion', async () => {
    const yes = await run(['stripe customers delete cus_123'], { input: ['y', 'es\nrest'] });
    expect(yes.printed()).toContain('No such customer');
    const no = await run(['stripe customers delete cus_123'], { input: ['y\n'] });
    expect(no.printed()).toContain('did not confirm');
    const end = await run(['stripe customers delete cus_123'], { input: ['yes'] });
    expect([end.warned(), end.status]).toEqual(['EOF\n', 1]);
  });
});

describe('lines of standard input', () => {
  test('run one after the other on one sandbox, however the pieces are cut', async () => {
    const text =
      'export N="Zoë 日本"\nstripe customers create --name "$N"\nstripe customers list\n';
    const bytes = Buffer.from(text);
    const input = [...bytes].map((byte) => Buffer.from([byte]));
    const { printed, status } = await run([], { input });
    const [created = '', listed = ''] = printed().split('\n}\n');
    expect(created).toContain('"name": "Zoë 日本"');
    expect(listed).toContain(idOf(created));
    expect(status).toBe(0);
  });

  test('may be continued, may lack their last line end, and answer questions', async () => {
    const input = ['echo a \\\n  b\r\necho "two\nlines"\nstripe delete cus_123\nno\necho last'];
    const { printed } = await run([], { input });
    expect(printed()).toMatch(/^a b\ntwo\nlines\n[\s\S]*did not confirm[^\n]*\nlast\n$/);
  });

  test('give the exit status of the last', async () => {
    expect((await run([], { input: ['nosuch\necho a\n'] })).status).toBe(0);
    expect((await run([], { input: ['echo a\nnosuch\n'] })).status).toBe(127);
    expect((await run([], { input: ["echo 'open"] })).status).toBe(2);
    expect((await run([])).status).toBe(0);
  });
});

describe('--api-base', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function serverUrl(): Promise<{ url: string; asked: string[]; close: () => void }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.end('{"here":true}');
    });
    await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
    const close = (): void => void server.close();
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, asked, close };
  }

  test('sends the requests there', async () => {
    const { url, asked, close } = await serverUrl();
    closers.push(close);
    const { printed } = await run([
      '--api-base',
      `${url}/ignored`,
      'stripe customers list --limit 3',
    ]);
    expect(printed()).toBe('{"here":true}\n');
    expect(asked).toEqual(['GET /v1/customers?limit=3 Bearer sk_test_sandshellreaderofthedocs']);
  });

  test('tells in the CLI’s words that nobody listens', async () => {
    const { url, close } = await serverUrl();
    close();
    const { warned, status } = await run(['--api-base', url, 'stripe get /v1/balance']);
    const address = url.replace('http://', '');
    expect(warned()).toBe(
      `Get "${url}/v1/balance": dial tcp ${address}: connect: connection refused\n`,
    );
    expect(status).toBe(1);
  });

  test.each(['http://example.com', 'ftp://127.0.0.1', 'nonsense', ''])(
    'refuses %j: keys cross networks by https only',
    async (base) => {
      await expect(run(['--api-base', base, 'stripe get x'])).rejects.toThrow('--api-base takes');
    },
  );
});

describe('misuse of the program', () => {
  test.each([
    [['a', 'b'], 'run takes one line'],
    [['--color', 'blue', 'a'], '--color takes on or off'],
    [['--now', 'soon', 'a'], '--now takes an instant'],
    [['--nonsense'], '--nonsense'],
  ])('%j', async (words, message) => {
    await expect(run(words)).rejects.toThrow(message);
  });
});

describe('complete', () => {
  test('prints candidates with what they are for, one a line', async () => {
    const io = fakeIo();
    expect(await completeProgram(['stripe customers cr'], io)).toBe(0);
    const rows = io
      .printed()
      .trimEnd()
      .split('\n')
      .map((row) => row.split('\t'));
    expect(rows.map(([candidate]) => candidate)).toEqual(['create', 'create_funding_instructions']);
    for (const row of rows) {
      expect(row).toHaveLength(2);
      expect(row[1]).not.toBe('');
    }
  });

  test('prints nothing where nothing fits', async () => {
    const io = fakeIo();
    expect(await completeProgram(['stripe nosuch '], io)).toBe(0);
    expect(io.printed()).toBe('');
  });

  test.each([[[]], [['a', 'b']]])('takes exactly one line, not %j', async (words) => {
    await expect(completeProgram(words, fakeIo())).rejects.toThrow('complete takes one line');
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-run-'));
  const file = join(folder, 'two steps.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are run as fixtures, by `fixtures` and by `trigger`', async () => {
    const step = { name: 'one', path: '/v1/customers', method: 'post', params: { name: 'Robin' } };
    writeFileSync(file, JSON.stringify({ fixtures: [step] }));
    const lines = 'Setting up fixture for: one\nRunning fixture for: one\n';
    const fixtures = await run([`stripe fixtures '${file}' --override one:name=Kim`]);
    expect([fixtures.printed(), fixtures.warned(), fixtures.status]).toEqual([
      `Checking for new versions...\n\n${lines}`,
      '',
      0,
    ]);
    const trigger = await run([`stripe trigger '${file}'`], { isTerminal: true });
    expect(trigger.printed()).toBe(
      `${lines}Trigger succeeded! Check dashboard for event details.\n`,
    );
  });

  test('that are not there, or are none, are told in one line', async () => {
    const none = await run([`stripe fixtures ${folder}/none.json`]);
    expect(none.warned()).toBe(`open ${folder}/none.json: no such file or directory\n`);
    const isFolder = await run([`stripe fixtures ${folder}`]);
    expect(isFolder.warned()).toBe(`read ${folder}: is a directory\n`);
  });

  test('with a live key are refused before anything is sent', async () => {
    const headers = { Authorization: `Bearer sk_live_${'4'.repeat(24)}` };
    const step = { name: 'one', path: '/v1/customers', method: 'post', headers };
    writeFileSync(file, JSON.stringify({ fixtures: [step] }));
    const { warned, status } = await run([`stripe fixtures '${file}'`]);
    expect(warned()).toContain('refuses live keys');
    expect(warned()).not.toContain('sk_live_4');
    expect(status).toBe(1);
    expect(readFileSync(file, 'utf8')).toContain('sk_live_4');
  });
});
