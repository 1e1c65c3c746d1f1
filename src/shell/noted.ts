// Says what is waited for, where somebody looks on: at the cursor, until it has come.

import type { Context } from './command.ts';

/** `words` fit into a narrow terminal. They are no output: nobody gets them but the screen. */
export async function noted<Value>(
  words: string,
  awaited: Promise<Value>,
  { host, signal }: Pick<Context, 'host' | 'signal'>,
): Promise<Value> {
  host.draw?.(`${keepCursor}${faint}${words}${plain}`);
  try {
    return await awaited;
  } finally {
    // What Ctrl-C has ended is followed by a prompt.
    if (!signal.aborted) host.draw?.(`${backToCursor}${eraseBelow}`);
  }
}

const keepCursor = '\x1b7';
const backToCursor = '\x1b8';
const eraseBelow = '\x1b[J';
const faint = '\x1b[90m';
const plain = '\x1b[0m';
