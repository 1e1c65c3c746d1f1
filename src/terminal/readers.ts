// The two readers of a session: one for commands, with all the shell's help, and one for answers.

import { noAssist, type Assist } from '../editor/assist.ts';
import { printedFrame } from '../editor/frame.ts';
import { suggestFrom } from '../editor/history.ts';
import { erase } from '../editor/screen.ts';
import type { EditorState } from '../editor/state.ts';
import { run, type Run } from '../text/styled.ts';
import { createLineReader, type LineReader } from './line-reader.ts';
import type { ShellDoor } from './shell-door.ts';
import type { Terminal } from './terminal.ts';

const prompt: readonly Run[] = [run('$', { color: 'cyan', bold: true }), run(' ')];

export interface CommandReaderOptions {
  readonly shell: ShellDoor;
  readonly entries: readonly string[];
  onCompleted(): void;
  onStep(state: EditorState): void;
}

export function createCommandReader(
  terminal: Terminal,
  { shell, ...options }: CommandReaderOptions,
): LineReader {
  const assist: Assist = {
    highlight: (line) => shell.highlight(line),
    isIncomplete: (text) => shell.isIncomplete(text),
    suggest: (line) => suggestFrom(reader.state().history.entries, line),
  };
  const complete = async (text: string, cursor: number) => shell.complete(text, cursor);
  const reader = createLineReader({ terminal, assist, complete, prompt, ...options });
  return reader;
}

/** For the answer to a question: its words, which stand on the screen, become the prompt. */
export function createAnswerReader(terminal: Terminal, words: string): LineReader {
  terminal.write(erase(printedFrame(words, terminal.columns())));
  return createLineReader({
    terminal,
    assist: noAssist,
    complete: async () => ({ start: 0, end: 0, candidates: [] }),
    prompt: [run(words)],
    entries: [],
  });
}
