// Waits for Ctrl-C, for commands that end no other way.

import type { Context } from './command.ts';

/** The CLI leaves an empty line behind; that it was stopped is no failure. */
export function untilInterrupted(context: Context): Promise<void> {
  const { signal, isInteractive, warn } = context;
  context.interruption.code = 0;
  return new Promise((resolve) => {
    const end = (): void => {
      if (!isInteractive) warn('\n');
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
