// Here-documents: which lines belong to one, and that they reach the command.

import { describe, expect, test } from 'vitest';
import { lex } from '../../src/shell/lexer.ts';
import { isIncomplete } from '../../src/shell/script.ts';
import { openShell } from './open-shell.ts';

const file = `{"fixtures":[{"name":"a","path":"/v1/a","method":"post","params":{"b":"it's"}},
{"name":"c","path":"/v1/c/\${a:id}"}]}`;

test('its lines are what /dev/stdin holds, as they are', async () => {
  const shell = openShell(() => ({ body: '{"id":"a_1"}' }));
  const line = `stripe fixtures /dev/stdin <<'EOF' && echo done\n${file}\nEOF\necho $?`;
  const { stdout, stderr, exitCode } = await shell.run(line);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout.endsWith('Running fixture for: c\ndone\n0\n')).toBe(true);
  expect(shell.sent.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/v1/a', 'b=it%27s'],
    ['GET', '/v1/c/a_1', ''],
  ]);
});

test('commands in a pipe read it too', async () => {
  const { stdout } = await openShell().run('grep b << "END"\nab\nc\nbd\nEND');
  expect(stdout).toBe('ab\nbd\n');
});

describe('a text', () => {
  test.each([
    ["a << 'E'", true],
    ["a << 'E'\nb", true],
    ["a << 'E'\nb\nE ", true],
    ["a << 'E'\nb\nE", false],
    ["a << 'E'\nE", false],
    ['a <<E\n\nE\nb', false],
    ["a << 'E'\n'\nE", false],
  ])('%j is incomplete: %s', (text, isOpen) => {
    expect(isIncomplete(text)).toBe(isOpen);
    expect(lex(text).problem).toBeUndefined();
  });
});

test.each([
  ['a << E\n$x\nE', 'need a word in quotes'],
  ["a << E '\nx\nE\n'", 'a quote may not run into'],
  ['a << E << F\nE\nF', 'redirection with <<'],
  ['a $(b << E\nE\n)', 'redirection with <<'],
])('%j is refused, not misread', (text, message) => {
  expect(lex(text).problem?.message).toContain(message);
});
