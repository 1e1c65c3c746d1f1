// `sandshell complete LINE`: what can stand at the end of the line, one candidate a line.

import { createShell } from '../shell/shell.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/**
 * Prints `candidate<TAB>description`. No candidates is an answer too: nothing, and exit status 0.
 */
export async function completeProgram(words: readonly string[], io: Io): Promise<number> {
  const [line, ...others] = words;
  if (line === undefined || others.length > 0) {
    throw new UsageError("complete takes one line, in quotes: sandshell complete 'stripe cust'.");
  }
  const shell = createShell({ fetch: noRequests, environment: io.environment });
  const completion = await shell.complete(line);
  const described = (await completion.described) ?? completion;
  for (const { label, text, description } of described.candidates) {
    io.stdout.write(`${label ?? text}\t${description}\n`);
  }
  return 0;
}

function noRequests(): Promise<Response> {
  throw new Error('Completion sends no requests.');
}
