// The streams of a process that never was: what is typed is given, what is printed is kept.

import { Readable, Writable } from 'node:stream';
import type { Io } from '../../src/server/io.ts';

export interface FakeIo extends Io {
  printed(): string;
  warned(): string;
}

export interface FakeProcess {
  /** Standard input in pieces, as they come through a pipe. */
  readonly input?: readonly (string | Buffer)[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Of that terminal. */
  readonly columns?: number;
  /** Of the errors alone, as where the output goes into a pipe. */
  readonly isErrorTerminal?: boolean;
}

export function fakeIo({
  input = [],
  environment = {},
  isTerminal,
  columns = 100,
  isErrorTerminal,
}: FakeProcess = {}): FakeIo {
  const printed: string[] = [];
  const warned: string[] = [];
  return {
    stdin: Readable.from(input.map((piece) => Buffer.from(piece))),
    stdout: Object.assign(sink(printed), isTerminal ? { isTTY: true, columns } : {}),
    stderr: Object.assign(sink(warned), isErrorTerminal ? { isTTY: true } : {}),
    environment,
    printed: () => printed.join(''),
    warned: () => warned.join(''),
  };
}

function sink(kept: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      kept.push(chunk.toString());
      done();
    },
  });
}
