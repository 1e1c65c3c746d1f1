// A shell for tests of the terminal: a few commands, and everything it was asked to run.

import type { Candidate, Completion } from '../../src/editor/assist.ts';
import type { ShellDoor, ShellIo } from '../../src/terminal/shell-door.ts';
import type { Run } from '../../src/text/styled.ts';

export interface FakeShell extends ShellDoor {
  readonly lines: string[];
}

type FakeCommand = (rest: string, io: ShellIo) => Promise<number> | number;

const words: readonly Candidate[] = [
  { text: 'create', description: 'Create a customer', suffix: ' ' },
  { text: 'credit_notes', description: 'Notes that lower an invoice', suffix: ' ' },
  { text: 'customers', description: 'People who pay', suffix: ' ' },
];

const commands: Readonly<Record<string, FakeCommand>> = {
  echo(rest, io) {
    io.print(`${rest}\n`);
    return 0;
  },
  json(_rest, io) {
    io.print('{\n  \x1b[34;1m"id"\x1b[0m: \x1b[32m"cus_123"\x1b[0m\n}\n');
    return 0;
  },
  fail(rest, io) {
    io.warn(`${rest}\n`);
    return 2;
  },
  raw(rest, io) {
    io.print(JSON.parse(rest) as string);
    return 0;
  },
  lines(rest, io) {
    io.print(Array.from({ length: Number(rest) }, (_, index) => `line ${index + 1}\n`).join(''));
    return 0;
  },
  async ask(_rest, io) {
    io.print('Sure? ');
    const answer = await io.readLine();
    io.print(answer === undefined ? 'no answer\n' : `you said ${answer}\n`);
    return 0;
  },
  wait: (_rest, io) => new Promise((done) => io.signal.addEventListener('abort', () => done(1))),
  late(_rest, io) {
    setTimeout(() => io.print('too late\n'));
    return 0;
  },
  broken() {
    throw new Error('the shell broke');
  },
};

export function createFakeShell(): FakeShell {
  const lines: string[] = [];
  return {
    lines,
    async run(line, io) {
      lines.push(line);
      const [name = '', ...rest] = line.split(' ');
      const command = commands[name];
      if (command) return command(rest.join(' '), io);
      io.warn(`unknown: ${name}\n`);
      return 127;
    },
    complete(line, cursor): Completion {
      const start = line.lastIndexOf(' ', cursor - 1) + 1;
      const typed = line.slice(start, cursor);
      const candidates = words.filter(({ text }) => text.startsWith(typed));
      return { start, end: cursor, candidates };
    },
    highlight(line): readonly Run[] {
      const [, first = '', rest = ''] = /^(\S*)([^]*)$/.exec(line) ?? [];
      return [
        { text: first, style: { color: 'green' } },
        { text: rest, style: {} },
      ];
    },
    isIncomplete: (text) => text.endsWith('\\') || (text.split('"').length - 1) % 2 === 1,
  };
}
