// Reads what a command names as a file: standard input, or a file of the surroundings.

import type { Context } from './command.ts';
import { ShellError } from './shell-error.ts';

/** Undefined where there is no such file. Throws ShellError for one that cannot be read. */
export async function readInput(
  name: string,
  { host, input, readLine }: Context,
): Promise<string | undefined> {
  if (name === '/dev/null') return '';
  if (name === '/dev/stdin') return input ?? readAll(readLine);
  try {
    return await (await host.files?.())?.read(name);
  } catch (error) {
    throw new ShellError(error instanceof Error ? error.message : String(error));
  }
}

async function readAll(readLine: Context['readLine']): Promise<string> {
  const lines: string[] = [];
  for (let line = await readLine(); line !== undefined; line = await readLine()) {
    lines.push(`${line}\n`);
  }
  return lines.join('');
}
