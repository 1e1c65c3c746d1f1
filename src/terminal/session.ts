// Read, run, print: a shell at a terminal. It owns the line being edited and what is on the screen.

import { createEmitter, type Emitter } from '../base/emitter.ts';
import { createKeyboard, type KeyTarget } from './keyboard.ts';
import type { LineReader } from './line-reader.ts';
import { createLoop, type LoopEvents, type RunOptions } from './loop.ts';
import { createOutput } from './output.ts';
import { createAnswerReader, createCommandReader } from './readers.ts';
import { createRunner, type Result } from './runner.ts';
import type { SavedHistory } from './saved-history.ts';
import type { ShellDoor } from './shell-door.ts';
import { createStage } from './stage.ts';
import type { GridSize } from './terminal-size.ts';
import { createTranscript, type Transcript } from './transcript.ts';

export interface Session {
  /** Types the line into the terminal and runs it there, after whatever runs now. */
  run(line: string, options?: RunOptions): Promise<Result>;
  /** Puts the line into the prompt, in place of what stands there; can be undone. */
  insert(line: string): void;
  /** As if these bytes came from the keyboard. */
  type(bytes: string): void;
  /** Prints a text while a command runs. */
  say(text: string): void;
  /** On the screen as it is, while a command runs: for what is no output. */
  draw(codes: string): void;
  /** Empties the screen and the transcript. */
  clear(): void;
  focus(): void;
  blur(): void;
  readonly transcript: Transcript;
  /** The lines that were run, the oldest first. */
  history(): readonly string[];
  /** A name of `themes`, or `auto`. */
  setTheme(name: string): void;
  columns(): number;
  /** Takes the size of its container: only needed where that changes without anyone being told. */
  fit(): void;
  /** Draws the line again, where the shell has come to know more of it. */
  redraw(): void;
  /** Resolves when all that was printed is on the screen. */
  flushed(): Promise<void>;
  /** Stops what runs, and takes the terminal out of its container. */
  dispose(): void;
  readonly on: Emitter<LoopEvents>['on'];
}

export interface SessionOptions {
  /** Must have a height. */
  readonly container: HTMLElement;
  readonly shell: ShellDoor;
  readonly history: SavedHistory;
  /** A name of `themes`, or `auto`. */
  readonly theme: string;
  /** That the terminal is expected to have. */
  readonly size?: GridSize | undefined;
  /** Printed before the first prompt; may have colours. */
  readonly welcome?: string;
}

export function createSession(options: SessionOptions): Session {
  const { shell, history } = options;
  const events = createEmitter<LoopEvents>();
  const transcript = createTranscript();
  const keyboard = createKeyboard(target, () => runner.interrupt());
  const stage = createStage({
    container: options.container,
    themeName: options.theme,
    size: options.size,
    transcript,
    onData: keyboard.receive,
    takesTab: () => shown().takesTab(),
    beforeResize: () => shown().beforeResize(),
    afterResize: () => shown().afterResize(),
    onClick: (place) => shown().click(place),
  });
  const { terminal } = stage;
  const output = createOutput(terminal.write);
  const reader = createCommandReader(terminal, {
    shell,
    entries: history.load(),
    onCompleted: keyboard.catchUp,
    onStep: ({ menu }) => stage.showMenu(menu),
  });
  const runner = createRunner({
    shell,
    output,
    columns: terminal.columns,
    createQuestion: (words) => createAnswerReader(terminal, words),
    onPrint: transcript.add,
    onQuestion: keyboard.catchUp,
  });
  const loop = createLoop({
    reader,
    runner,
    output,
    transcript,
    history,
    events,
    onPrompt: keyboard.catchUp,
    isIncomplete: (text) => shell.isIncomplete(text),
  });

  /** Who reads the keys: nobody while a command runs and asks nothing. */
  function target(): KeyTarget {
    return runner.question() ?? (loop.isWorking() ? nobody : reader);
  }

  function shown(): LineReader {
    return runner.question() ?? reader;
  }

  function redraw(): void {
    if (!loop.isWorking()) reader.show();
  }

  function clear(): void {
    reader.hide();
    terminal.write('\x1b[2J\x1b[3J\x1b[H');
    transcript.clear();
    redraw();
  }

  output.print(options.welcome ?? '');
  loop.prompt();
  const { columns, fit, flushed, focus, blur, scrollToBottom } = terminal;

  return {
    transcript,
    clear,
    redraw,
    columns,
    fit,
    flushed,
    focus,
    blur,
    on: events.on,
    run(line, runOptions) {
      scrollToBottom();
      return loop.run(line, runOptions);
    },
    insert: (line) => reader.act({ type: 'replace', text: line }),
    type: keyboard.receive,
    say(text) {
      transcript.add(text);
      output.print(text);
    },
    draw: terminal.write,
    history: () => reader.state().history.entries,
    setTheme: stage.setTheme,
    dispose() {
      loop.stop();
      stage.dispose();
    },
  };
}

const nobody: KeyTarget = {
  isReading: () => false,
  isCompleting: () => false,
  press: () => undefined,
};
