// Lines that run without a terminal: what they give back, and what one that comes later shows of them.

import { expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/whole-sandbox.ts';
import type { PageConnection } from '../../src/element/page-connection.ts';
import { createShell } from '../../src/shell/shell.ts';
import { createUnseen, type Unseen } from '../../src/element/unseen.ts';
import type { ShellIo } from '../../src/terminal/shell-door.ts';
import { strip } from '../../src/text/ansi.ts';

interface Opened {
  readonly unseen: Unseen;
  readonly told: string[];
  readonly asked: { count: number };
  readonly leave: AbortController;
}

function open(): Opened {
  const sandbox = createSandbox({ seed: 'unseen' });
  const told: string[] = [];
  const asked = { count: 0 };
  const leave = new AbortController();
  const unseen = createUnseen({
    createShell: async (options) => createShell({ ...options, seed: 'unseen' }),
    connect: async () => ({ send: sandbox.fetch }) as unknown as PageConnection,
    onCommand: (line) => void told.push(`> ${line}`),
    onResult: ({ line, exitCode }) => void told.push(`< ${line} ${exitCode}`),
    onQuestion: () => void (asked.count += 1),
    signal: leave.signal,
  });
  return { unseen, told, asked, leave };
}

/** A terminal that comes later: what stands on it, and what is typed into it. */
function terminal(answers: readonly string[] = []) {
  const abort = new AbortController();
  const left = [...answers];
  let screen = '';
  const write = (text: string): void => void (screen += strip(text));
  const io: ShellIo = {
    print: write,
    printFolded: (text, fold) => write(fold(text, 20)),
    warn: write,
    readLine: async () => left.shift(),
    signal: abort.signal,
    columns: 20,
    isColor: true,
    isInteractive: true,
  };
  return { io, abort, screen: () => screen };
}

test('a line gives back what it printed, and tells of itself once, with keys masked', async () => {
  const { unseen, told } = open();
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const line = 'stripe customers create --name Jane --api-key sk_test_secretSecretSecret';
  const { stdout, exitCode } = await unseen.run(line, { print });
  expect(JSON.parse(stdout)).toMatchObject({ name: 'Jane' });
  expect(exitCode).toBe(0);
  expect(strip(printed.join(''))).toBe(stdout);
  expect(told).toHaveLength(2);
  expect(told.join()).not.toContain('secretSecretSecret');
  expect(unseen.transcript()).toContain('"name": "Jane"');
  expect(unseen.transcript()).not.toContain('secretSecretSecret');
});

test('lines run one after the other, and share their variables', async () => {
  const { unseen, told } = open();
  const lines = ['ID=$(stripe customers create --name A | jq -r .name)', 'echo $ID', 'stripe nope'];
  const answers = await Promise.all(lines.map((line) => unseen.run(line)));
  expect(answers[1]?.stdout).toBe('A\n');
  expect(answers[2]?.exitCode).toBe(1);
  expect(told).toEqual(lines.flatMap((line, index) => [`> ${line}`, `< ${line} ${+(index > 1)}`]));
});

test('a terminal shows what has run, folded to its own width, and its exit code', async () => {
  const { unseen } = open();
  await unseen.run('stripe customers create --name Jane');
  await unseen.run('stripe customers retrieve');
  const [created, failed] = unseen.runs();
  const [one, other] = [terminal(), terminal()];
  expect(await created!.show(one.io)).toBe(0);
  expect(one.screen()).toContain('"name": "Jane"');
  expect(await failed!.show(other.io)).toBe(1);
  expect(other.screen()).toContain('requires exactly 1');
  expect(other.screen()).not.toContain('Jane');
});

test('a question waits for the terminal that it calls for, and is answered there', async () => {
  const { unseen, asked } = open();
  const { stdout } = await unseen.run('stripe customers create --name Jane');
  const { id } = JSON.parse(stdout) as { id: string };
  const deleting = unseen.run(`stripe customers delete ${id}`);
  await expect.poll(() => asked.count).toBe(1);
  const { io, screen } = terminal(['yes']);
  expect(await unseen.runs()[1]!.show(io)).toBe(0);
  expect(screen()).toContain('"deleted": true');
  expect((await deleting).stdout).toContain('"deleted": true');
});

test('what a terminal interrupts ends for whoever waits for it, and so does what still waits', async () => {
  const { unseen } = open();
  const asking = unseen.run('stripe delete /v1/customers/cus_123');
  const waiting = unseen.run('stripe customers create --name Late');
  const [first, second] = unseen.runs();
  const [one, other] = [terminal(), terminal()];
  const shown = [first!.show(one.io), second!.show(other.io)];
  other.abort.abort();
  one.abort.abort();
  expect(await Promise.all(shown)).toEqual([130, 130]);
  expect((await asking).exitCode).toBe(130);
  expect(await waiting).toEqual({ stdout: '', stderr: '', exitCode: 130 });
});

test('an element that leaves the page ends what runs', async () => {
  const { unseen, leave, asked } = open();
  const asking = unseen.run('stripe delete /v1/customers/cus_123');
  await expect.poll(() => asked.count).toBe(1);
  leave.abort();
  expect((await asking).exitCode).toBe(130);
});

test('clear leaves nothing for a terminal to show, and an empty line leaves nothing either', async () => {
  const { unseen } = open();
  await unseen.run('stripe version');
  expect(await unseen.run('  ')).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  expect(unseen.runs()).toHaveLength(1);
  await unseen.run('clear');
  expect(unseen.runs()).toEqual([]);
  expect(unseen.transcript()).toBe('');
});

test('of a line that prints very much a terminal is shown the end', async () => {
  const { unseen } = open();
  const long = 'x'.repeat(90_000);
  const { stdout } = await unseen.run(
    `echo first; echo ${long}; echo ${long}; echo ${long}; echo z`,
  );
  expect(stdout.startsWith('first')).toBe(true);
  const { io, screen } = terminal();
  await unseen.runs()[0]!.show(io);
  expect(screen()).not.toContain('first');
  expect(screen().endsWith('z\n')).toBe(true);
});
