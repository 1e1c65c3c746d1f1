// Standard input line by line, opened at the first question, so that a program that asks nothing
// never waits.

import type { Readable } from 'node:stream';

export interface InputLine {
  readonly text: string;
  /** Whether a line end stood behind it: a question is answered by whole lines only. */
  readonly isWhole: boolean;
}

/** Gives undefined at the end of the input. */
export function inputLines(stdin: Readable): () => Promise<InputLine | undefined> {
  let chunks: AsyncIterator<Buffer | string> | undefined;
  const decoder = new TextDecoder();
  let rest = '';
  let isOver = false;

  return async () => {
    chunks ??= stdin[Symbol.asyncIterator]();
    while (!isOver && !rest.includes('\n')) {
      const { value, done } = await chunks.next();
      isOver = done === true;
      if (!isOver)
        rest += typeof value === 'string' ? value : decoder.decode(value, { stream: true });
    }
    if (rest === '') return undefined;
    const end = rest.indexOf('\n');
    const isWhole = end !== -1;
    const text = isWhole ? rest.slice(0, end) : rest;
    rest = isWhole ? rest.slice(end + 1) : '';
    return { text: text.replace(/\r$/, ''), isWhole };
  };
}
