// What a line does: exit codes, streams, variables, conditions, pipes, questions, interruption.

import { describe, expect, test } from 'vitest';
import { linesOf, noise, openShell } from './open-shell.ts';

async function run(line: string): Promise<readonly [string, string, number]> {
  const { stdout, stderr, exitCode } = await openShell().run(line);
  return [stdout, stderr, exitCode];
}

describe('what a line prints, and how it ends', () => {
  test.each([
    ['', '', '', 0],
    ['   # only words', '', '', 0],
    ['echo a  "b  c" \\\n d', 'a b  c d\n', '', 0],
    ['echo -n a; echo -nn b; echo -x', 'ab-x\n', '', 0],
    ['echo $?; stripe bogus >', '', expect.stringContaining('token `newline'), 2],
    ['stripe get', '', expect.stringContaining('requires exactly 1 positional argument'), 1],
    ['stripe get; echo $?; echo $?', '1\n0\n', expect.stringMatching(/^`stripe get`/), 0],
    ['stripe xyzzyx', expect.stringMatching(/^Unknown command "xyzzyx"/), '', 1],
    ['nope; echo $?', '127\n', 'sandshell: nope: command not found\n', 0],
    ['stripe get && echo no; echo after', 'after\n', expect.any(String), 0],
    ['stripe get || echo so; echo after', 'so\nafter\n', expect.any(String), 0],
    ['stripe get x || echo no', '{}\n', '', 0],
    ['stripe get x && echo yes', '{}\nyes\n', '', 0],
    ['stripe get && echo no || echo so', 'so\n', expect.any(String), 0],
    ['echo a || echo b && echo c', 'a\nc\n', '', 0],
    ['A=1; echo $A ${A}2 "$A" \'$A\'', '1 12 1 $A\n', '', 0],
    ['A="x  y"; echo $A "$A"', 'x y x  y\n', '', 0],
    ['echo [$NOTHING] ""', '[] \n', '', 0],
    ['A=1 B=$A; echo $B', '1\n', '', 0],
    ['A=1; A=2 echo $A; echo $A', '1\n1\n', '', 0],
    ['$NOTHING', '', '', 0],
    ['C=echo; $C hello', 'hello\n', '', 0],
    ['export A=1; export', "export A='1'\n", '', 0],
    ['export A="it\'s"; export', `export A='it'"'"'s'\n`, '', 0],
    ['export 1x', '', "sandshell: export: `1x': not a valid identifier\n", 1],
    ['A=1; unset A; echo [$A]', '[]\n', '', 0],
    ['echo x < /nowhere', '', 'sandshell: /nowhere: No such file or directory\n', 1],
    ['echo $#', '0\n', '', 0],
  ])('%j', async (line, stdout, stderr, exitCode) => {
    expect(await run(line)).toEqual([stdout, stderr, exitCode]);
  });
});

describe('what bash has and this shell has not is named, and nothing of the line is run', () => {
  test.each([
    ['stripe get x >| file', 'redirection with >|'],
    ['stripe get x 1>&2', 'redirection with >&'],
    ['stripe get x &', 'background jobs (&)'],
    ['echo `stripe get x`', 'command substitution `'],
    ['echo $((1+1))', 'arithmetic $(('],
    ['(stripe get x)', 'unquoted ('],
    ['for a in 1; do stripe get x; done', "the shell's word for"],
    ['if stripe get x; then echo; fi', "the shell's word if"],
    ['! stripe get x', "the shell's word !"],
    ['{ stripe get x; }', "the shell's word {"],
    ['stripe get ~/x', 'home folders (~)'],
    ['stripe get x*', 'file patterns (*)'],
    ['stripe get {a,b}', 'brace expansion'],
    ['echo ${A:-x}', 'the expansion ${A:-x}'],
    ['A+=1', 'A+= is not supported'],
    ['stripe get x <<< y', 'redirection with <<<'],
    ["stripe get 'x", 'ends inside a quote'],
    ['stripe get x |', 'syntax error near unexpected token `newline'],
    ['stripe get x; ; echo', 'syntax error near unexpected token `;'],
  ])('%s', async (line, message) => {
    const shell = openShell();
    const { stdout, stderr, exitCode } = await shell.run(`stripe get first; ${line}`);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^sandshell: /);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(shell.sent).toEqual([]);
  });
});

test('a command without `stripe` before it is told how it is written', async () => {
  const [, stderr, exitCode] = await run('customers list --limit 3');
  expect(stderr).toContain('Did you mean "stripe customers list --limit 3"?');
  expect(exitCode).toBe(127);
});

describe('the question before a deletion', () => {
  const question =
    "Are you sure you want to perform the command: DELETE?\nEnter 'yes' to confirm: ";

  test.each([
    ['echo yes | stripe delete /v1/x', `${question}{}\n`, 1],
    ['echo "  YES " | stripe delete /v1/x', `${question}{}\n`, 1],
    ['echo y | stripe delete /v1/x', `${question}Exiting without execution. `, 0],
    ['echo | stripe delete /v1/x', `${question}Exiting without execution. `, 0],
    ['echo -n yes | stripe delete /v1/x', question, 0],
    ['stripe delete /v1/x < /dev/null', question, 0],
    ['stripe delete /v1/x -c', '{}\n', 1],
  ])('%s', async (line, stdout, sentCount) => {
    const shell = openShell();
    expect((await shell.run(line)).stdout.startsWith(stdout)).toBe(true);
    expect(shell.sent.length).toBe(sentCount);
  });

  test('is answered at the terminal', async () => {
    const shell = openShell();
    const { stdout } = await shell.run('stripe delete cus_123', { readLine: linesOf('yes') });
    expect(stdout).toBe(`${question}{}\n`);
    expect(shell.sent[0]).toMatchObject({ method: 'DELETE', path: '/v1/customers/cus_123' });
  });

  test('an input that ends is a mistake', async () => {
    const { stderr, exitCode } = await openShell().run('stripe delete cus_123');
    expect([stderr, exitCode]).toEqual(['EOF\n', 1]);
  });
});

describe('Ctrl-C', () => {
  test('while a request is under way ends the line with 130, and the rest is not run', async () => {
    const stop = new AbortController();
    const shell = openShell(() => {
      stop.abort();
      return new Promise(() => undefined);
    });
    const { stdout, stderr, exitCode } = await shell.run('stripe get x; echo no || echo no', {
      signal: stop.signal,
    });
    expect([stdout, stderr, exitCode]).toEqual(['', '', 130]);
    expect((await shell.run('echo $?')).stdout).toBe('130\n');
  });

  test('at a question sends nothing', async () => {
    const stop = new AbortController();
    const shell = openShell();
    const readLine = (): Promise<undefined> => {
      stop.abort();
      return new Promise(() => undefined);
    };
    const { exitCode } = await shell.run('stripe delete x', { readLine, signal: stop.signal });
    expect(exitCode).toBe(130);
    expect(shell.sent).toEqual([]);
  });

  test('before the line begins runs nothing of it', async () => {
    const shell = openShell();
    const { exitCode } = await shell.run('stripe get x', { signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
  });
});

describe('names that every object has', () => {
  test.each([
    ['stripe customers create --__proto__ x', 'unknown flag: --__proto__\n'],
    ['stripe customers create --constructor=x', 'unknown flag: --constructor\n'],
    ['stripe customers create --hasOwnProperty', 'unknown flag: --hasOwnProperty\n'],
    [
      'stripe customers create --__proto__.x y',
      expect.stringMatching(/^unknown flag: --__proto__/),
    ],
    ['__proto__ x', 'sandshell: __proto__: command not found\n'],
    ['constructor', 'sandshell: constructor: command not found\n'],
  ])('%s is no flag or command', async (line, stderr) => {
    const [, told, exitCode] = await run(line);
    expect(told).toEqual(stderr);
    expect(exitCode).toBeGreaterThan(0);
  });

  test.each(['stripe __proto__', 'stripe constructor list', 'stripe toString'])(
    '%s is an unknown command',
    async (line) => {
      const [stdout, , exitCode] = await run(line);
      expect(stdout).toMatch(/^Unknown command "/);
      expect(exitCode).toBe(1);
    },
  );

  test('stripe customers __proto__ shows the help', async () => {
    const [stdout, , exitCode] = await run('stripe customers __proto__');
    expect(stdout).toMatch(/^Usage:\n {2}stripe customers/);
    expect(exitCode).toBe(0);
  });

  test('are ordinary names of parameters and variables', async () => {
    const shell = openShell();
    await shell.run("stripe customers create -d '__proto__[x]=1' -d constructor=2");
    expect(shell.sent[0]?.body).toBe('__proto__[x]=1&constructor=2');
    await shell.run(`stripe post /v2/x/y -d '{"__proto__":{"a":1},"constructor":2}'`);
    expect(shell.sent[1]?.body).toBe('{"__proto__":{"a":1},"constructor":2}');
    const line = "stripe customers create --dry-run -d '__proto__[x]=1' -d 'a[__proto__]=2'";
    const { stdout } = await shell.run(line);
    expect(stdout).toContain('"__proto__": {\n        "x": "1"\n      }');
    expect((await shell.run('echo [$constructor$__proto__]')).stdout).toBe('[]\n');
  });
});

describe('much, and odd, input', () => {
  test('a line of a megabyte is run, or told what is wrong with it', async () => {
    const shell = openShell();
    const word = 'x'.repeat(1_000_000);
    expect((await shell.run(`stripe customers create --name ${word}`)).exitCode).toBe(0);
    expect(shell.sent[0]?.body).toBe(`name=${word}`);
    expect(
      (await shell.run(`stripe customers create --balance ${'9'.repeat(1e6)}`)).stderr,
    ).toContain('value out of range');
    expect((await shell.run(`stripe ${word}`)).stdout).toMatch(/^Unknown command "xxx/);
    expect((await shell.run(`stripe customers create --${word}`)).stderr).toMatch(/^unknown flag/);
    expect((await shell.run(`stripe customers create ${'-d a=b '.repeat(100_000)}`)).exitCode).toBe(
      0,
    );
    expect((await shell.run(`stripe customers create ${'"'.repeat(1e6)}`)).exitCode).toBe(1);
    expect((await shell.run(`stripe get /v2/x/y -d '${'['.repeat(1e6)}'`)).stderr).toMatch(
      /^data is invalid json/,
    );
    expect((await shell.run(`${'stripe version;'.repeat(1000)}`)).exitCode).toBe(0);
  });

  test('a template that never ends is text', async () => {
    const shell = openShell();
    for (const piece of ['${', '${a:', '${a:b|']) {
      const value = piece.repeat(100_000);
      const { exitCode } = await shell.run(`stripe customers create --name '${value}'`);
      expect(exitCode).toBe(0);
    }
  });

  test.each([
    [1000, 0, ''],
    [3000, 1, 'data is invalid json: '],
    [100_000, 1, 'data is invalid json: '],
  ])('JSON nested %i deep is sent or refused, and nothing breaks', async (depth, code, told) => {
    const data = `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const { stderr, exitCode } = await openShell().run(`stripe post /v2/x/y -d '${data}'`);
    expect(stderr.slice(0, told.length || undefined)).toBe(told);
    expect(exitCode).toBe(code);
  });

  test('zero characters and the codes from 128 to 159 go into requests as they are', async () => {
    const shell = openShell();
    await shell.run('stripe customers create --name "a\u0000b\u009bc"');
    expect(shell.sent[0]?.body).toBe('name=a%00b%C2%9Bc');
  });

  test('what no header may hold is refused in Go’s words', async () => {
    const shell = openShell();
    const { stderr, exitCode } = await shell.run("stripe customers create -i $'a\\nb'");
    expect(stderr).toContain('net/http: invalid header field value for "Idempotency-Key"');
    expect(exitCode).toBe(1);
    expect(shell.sent).toEqual([]);
  });

  test('what no path may hold too', async () => {
    const shell = openShell();
    const { stderr } = await shell.run("stripe get $'/v1/a\\x01b'");
    expect(stderr).toContain('net/url: invalid control character in URL');
    expect((await shell.run('stripe get /v1/a%zz')).stderr).toContain('invalid URL escape "%zz"');
    expect(shell.sent).toEqual([]);
  });

  test('noise never makes it reject, and never reaches a terminal', async () => {
    const shell = openShell();
    for (let index = 0; index < 300; index += 1) {
      const line = `${index % 2 ? 'stripe customers create ' : ''}${noise(`noise ${index}`, 60)}`;
      const { stdout, stderr } = await shell.run(line, { isInteractive: true });
      expect(stdout + stderr).not.toMatch(
        /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u202e]/,
      );
    }
  });
});
