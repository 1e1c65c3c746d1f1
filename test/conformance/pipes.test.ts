// Commands that read pipes, beside the programs whose names they have: the same lines in bash and in
// this shell.

import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { createShell } from '../../src/shell/shell.ts';
import { finished } from './program.ts';

const text = [
  'alpha 1',
  'Beta (2)',
  'gamma+delta',
  '',
  'a.b',
  'aXb',
  'foo_bar 22',
  '[set]',
  'end\\',
];

const filters = [
  ...['grep a', 'grep -i b', 'grep -v a', 'grep -c a', 'grep -n a', 'grep -in "A"', 'grep -o a'],
  ...['grep "a.b"', 'grep -F "a.b"', 'grep "a\\.b"', 'grep "^a"', 'grep "a$"', 'grep "1$"'],
  ...[
    'grep "(2)"',
    'grep -E "\\(2\\)"',
    'grep "\\(2\\)"',
    'grep "a+d"',
    'grep -E "a+"',
    'grep "a\\+"',
  ],
  ...['grep -w foo', 'grep -w bar', 'grep -w 22', 'grep -x "a.b"', 'grep -q a', 'grep -q zzz'],
  ...['grep "[[:digit:]]"', 'grep -o "[0-9]*"', 'grep -E "[0-9]{2}"', 'grep "[0-9]\\{2\\}"'],
  ...['grep -e alpha -e Beta', 'grep -E "alpha|Beta"', 'grep "alpha\\|Beta"', 'grep "alpha|Beta"'],
  ...[
    'grep -m1 a',
    'grep -m 2 a',
    'grep -A1 alpha',
    'grep -B1 gamma',
    'grep -C1 set',
    'grep -nA1 a',
  ],
  ...['grep -n -A1 alpha', 'grep -n -C1 set', 'grep "[]]"', 'grep "[[]"', 'grep "[^a-z]$"'],
  ...[
    'grep "\\\\$"',
    'grep "*"',
    'grep "^*"',
    'grep "\\<b"',
    'grep "a\\>"',
    'grep ""',
    'grep -v ""',
  ],
  ...['grep -c ""', 'grep -E "^(a|B)"', 'grep -oE "[a-z]+"', 'grep -vc a', 'grep -om1 a'],
  ...[
    'head',
    'head -2',
    'head -n 3',
    'head -n3',
    'head -n -7',
    'head -c 9',
    'head -n 0',
    'head -c -5',
  ],
  ...['tail', 'tail -2', 'tail -n 3', 'tail -n3', 'tail -n +4', 'tail -n -2', 'tail -n 0'],
  ...['tail -c 9', 'tail -c +5', 'tail -n +0', 'tail -n 99', 'head -4 | tail -1'],
  ...['head -n 99', 'wc -l', 'wc -w', 'wc -c', 'wc', 'wc -lw', 'wc -m', 'wc -L', 'wc -c -l'],
  ...['grep a | head -1 | wc -c', 'head -3 | grep -v "^$" | wc -l'],
];

const others = [
  'X=$(echo a b); echo "$X"',
  'echo $(echo a; echo b)',
  'echo "$(echo "x  y")"',
  'echo a 2>&1 >/dev/null | wc -l',
  'echo a > /dev/null | wc -l',
  'echo a | grep b || echo no',
  'echo a | grep a > /dev/null && echo yes',
  'echo $(echo $(echo deep))x',
  'A=$(echo 1)$(echo 2); echo $A',
  'echo "a$(echo \')\')b"',
  'wc -l < /dev/null',
  'echo a|wc -l;echo $?',
  'echo no | grep yes; echo $?',
];

test(`${filters.length + others.length} lines with pipes end as in bash`, async () => {
  const lines = [...filters.map((filter) => `echo "$TEXT" | ${filter}`), ...others];
  const environment = { TEXT: text.join('\n') };
  const differences: unknown[] = [];
  for (const line of lines) {
    const bash = spawn('bash', ['-c', line], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const theirs = await finished(bash);
    const shell = createShell({ fetch: async () => new Response('{}'), environment });
    const { stdout, exitCode } = await shell.run(line);
    if (stdout !== theirs.stdout || exitCode !== theirs.exitCode)
      differences.push({ line, bash: [theirs.stdout, theirs.exitCode], ours: [stdout, exitCode] });
  }
  expect(differences).toEqual([]);
});
