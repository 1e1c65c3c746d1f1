import { describe, expect, test } from 'vitest';
import { openShell, type OpenShell } from './open-shell.ts';

const customer = '{\n  "id": "cus_123",\n  "object": "customer",\n  "name": "Jane Smith"\n}';
const list = `{"object":"list","data":[${customer},{"id":"cus_456","name":null}]}`;

function shellThatLists(): OpenShell {
  return openShell(({ path }) => ({ body: path.includes('cus_') ? customer : list }));
}

async function run(line: string): Promise<readonly [string, string, number]> {
  const { stdout, stderr, exitCode } = await shellThatLists().run(line);
  return [stdout, stderr, exitCode];
}

describe('pipes', () => {
  test.each([
    ['stripe customers list | jq .object', '"list"\n', 0],
    ['stripe customers list | jq -r ".data[].id"', 'cus_123\ncus_456\n', 0],
    ['stripe customers list | jq -c ".data | map(.name)"', '["Jane Smith",null]\n', 0],
    ['stripe customers list | jq -e ".data[1].name"', 'null\n', 1],
    ['stripe customers list | jq -n --arg a b "\\$a"', '"b"\n', 0],
    ['stripe customers list | jq -j ".data[].id"', 'cus_123cus_456', 0],
    ['stripe get cus_123 | grep object', '  "object": "customer",\n', 0],
    ['stripe get cus_123 | grep -c nothing', '0\n', 1],
    ['stripe get cus_123 | head -1', '{\n', 0],
    ['stripe get cus_123 | tail -1', '}\n', 0],
    ['stripe get cus_123 | wc -l', '5\n', 0],
    ['stripe get cus_123 | grep e | head -n 1 | wc -c', '24\n', 0],
    ['stripe bogus | grep -o bogus', 'bogus\n', 0],
    ['nosuch | wc -l', '0\n', 0],
    ['stripe get cus_123 -s 2>/dev/null | jq -r .name', 'Jane Smith\n', 0],
  ])('%s', async (line, stdout, exitCode) => {
    const [printed, , code] = await run(line);
    expect([printed, code]).toEqual([stdout, exitCode]);
  });

  test('what is piped has no colours, and what ends a pipe at a terminal is made harmless', async () => {
    const shell = openShell(() => ({ body: '{"a":"\\u001b]0;x\\u0007","b":"\u009b31m"}' }));
    const printed: string[] = [];
    const io = { isColor: true, isInteractive: true, print: (text: string) => printed.push(text) };
    await shell.run('stripe get cus_123 | jq -r ".a, .b"', {
      ...io,
      print: (t) => void printed.push(t),
    });
    expect(printed.join('')).not.toMatch(/[\u001b\u0007\u009b]/);
  });

  test.each([
    ['jq .', 'jq: nothing to read'],
    ['grep x', 'grep: nothing to read'],
    ['stripe get cus_123 | jq .id file.json', 'Could not open file.json'],
    ['stripe get cus_123 | jq --slurpfile a b .', '--slurpfile is not supported'],
    ['stripe get cus_123 | grep x file', 'grep: file: No such file or directory'],
    ['stripe get cus_123 | grep -z x', "grep: invalid option -- 'z'"],
    ['stripe get cus_123 | grep --bogus x', "grep: unrecognized option '--bogus'"],
    ['stripe get cus_123 | grep -E "("', 'grep: invalid regular expression'],
    ['stripe get cus_123 | grep "\\(a\\)\\1"', 'back references such as \\1'],
    ['stripe get cus_123 | grep -m x y', 'grep: invalid max count'],
    ['stripe get cus_123 | head -n x', "head: invalid number of lines: 'x'"],
    ['stripe get cus_123 | tail -n x', "tail: invalid number of lines: 'x'"],
    ['stripe get cus_123 | tail -f', "tail: invalid option -- 'f'"],
    ['stripe get cus_123 | sort', 'sort: command not found'],
  ])('%s is refused in words', async (line, message) => {
    const [stdout, stderr, exitCode] = await run(line);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBeGreaterThan(0);
  });

  test('a pattern that takes other programs for ever ends', async () => {
    const shell = openShell(() => ({ body: 'a'.repeat(20_000) }));
    const { stdout } = await shell.run('stripe get cus_123 | grep -cE "(a+)+$|(a|aa)+b"');
    expect(stdout).toBe('1\n');
  });
});

describe('the output of an inner line', () => {
  test.each([
    [
      'X=$(stripe get cus_123 | jq -r .id); stripe get $X',
      ['/v1/customers/cus_123', '/v1/customers/cus_123'],
    ],
    ['stripe get "$(echo cus_123)"', ['/v1/customers/cus_123']],
    ['stripe get $(echo $(echo cus_123))', ['/v1/customers/cus_123']],
  ])('%s', async (line, paths) => {
    const shell = shellThatLists();
    await shell.run(line);
    expect(shell.sent.map(({ path }) => path)).toEqual(paths);
  });

  test.each([
    ['echo $(echo a; echo "b  c")', 'a b c\n', 0],
    ['echo "$(echo a; echo "b  c")"', 'a\nb  c\n', 0],
    ['echo [$(nosuch)]', '[]\n', 0],
    ['X=$(nosuch); echo $?', '127\n', 0],
    ['X=1; Y=$(X=2; echo $X); echo $X$Y', '12\n', 0],
    ['echo $(export A=1) [$A]', '[]\n', 0],
    ['A=$(echo 1) B=$A; echo $B', '1\n', 0],
    ['echo $(echo ")") \')\'', ') )\n', 0],
    ['echo $(stripe get cus_123 | jq -r .name)!', 'Jane Smith!\n', 0],
  ])('%s', async (line, stdout, exitCode) => {
    const [printed, , code] = await run(line);
    expect([printed, code]).toEqual([stdout, exitCode]);
  });

  test('a live key in it is refused, however it is put together', async () => {
    for (const line of [
      'stripe get cus_123 --api-key $(echo sk_live_4242424242424242)',
      'stripe get cus_123 --api-key $(echo sk_li)ve_4242424242424242',
      'X=$(echo sk_li)ve_4242424242424242; stripe get $X',
    ]) {
      const shell = shellThatLists();
      const { stderr, exitCode } = await shell.run(line);
      expect(stderr).toMatch(/live/i);
      expect(stderr).not.toContain('4242424242424242');
      expect(exitCode).toBeGreaterThan(0);
      expect(shell.sent).toEqual([]);
    }
  });
});

describe('redirections', () => {
  test.each([
    ['stripe get cus_123 > /dev/null', '', '', 0],
    ['stripe get cus_123 >/dev/null && echo done', 'done\n', '', 0],
    ['nosuch 2>/dev/null || echo none', 'none\n', '', 0],
    ['nosuch &> /dev/null; echo $?', '127\n', '', 0],
    ['nosuch > /dev/null 2>&1', '', '', 127],
    ['nosuch 2>&1 > /dev/null', 'sandshell: nosuch: command not found\n', '', 127],
    ['nosuch 2>&1 | grep -o "not found"', 'not found\n', '', 0],
    ['echo a 1>>/dev/null; echo b', 'b\n', '', 0],
    ['echo a > "$(echo /dev/null)"', '', '', 0],
    ['echo a > file', '', 'sandshell: file: this shell writes to no files\n', 1],
    ['echo a < file', '', 'sandshell: file: No such file or directory\n', 1],
    ['wc -l < /dev/null', '0\n', '', 0],
  ])('%s', async (line, stdout, stderr, exitCode) => {
    expect(await run(line)).toEqual([stdout, stderr, exitCode]);
  });
});

test('that jq is awaited is drawn and taken away again, and is no output', async () => {
  const drawn: string[] = [];
  const host = { draw: (codes: string) => void drawn.push(codes) };
  const { stdout, stderr } = await shellThatLists().run('X=$(echo 1 | jq .); echo $X', { host });
  expect([stdout, stderr]).toEqual(['1\n', '']);
  expect(drawn).toEqual(['\x1b7\x1b[90mFetching jq …\x1b[0m', '\x1b8\x1b[J']);
});
