// A line from the page while the shell's own command follows the sandbox, as `stripe listen` does: it
// runs beside that one, as in another pane, and what it prints is told to whoever asked for it.

import type { RunOptions } from '../terminal/loop.ts';
import { strip } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';
import type { PageDoor } from './shell-door.ts';
import type { Answer, Told } from './running.ts';

export interface Beside extends Told, Pick<RunOptions, 'print'> {
  readonly door: PageDoor;
  readonly columns: number;
}

const unanswered =
  'Nobody can answer here while the shell follows another: end that with Ctrl+C first.';

/** Nobody can answer its questions, and it cannot follow the sandbox too. */
export async function runBeside(
  line: string,
  { door, columns, onCommand, onResult, print }: Beside,
): Promise<Answer> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const put = (stream: string[], text: string): void => {
    stream.push(text);
    print?.(text);
  };
  const { openSession: _, ...host } = door.host;
  const shown = redactKeys(line);
  onCommand(shown);
  const exitCode = await door.run(line, {
    print: (text) => put(stdout, text),
    printFolded: (text) => put(stdout, text),
    warn: (text) => put(stderr, text),
    async readLine() {
      put(stderr, `${unanswered}\n`);
      return undefined;
    },
    signal: new AbortController().signal,
    columns,
    isColor: true,
    isInteractive: true,
    host,
  });
  const answer = { stdout: strip(stdout.join('')), stderr: strip(stderr.join('')), exitCode };
  onResult({ line: shown, ...answer });
  return answer;
}
