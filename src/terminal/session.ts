// Read, run, print: a shell at a terminal. It owns the line being edited and what is on the screen.

import { createEmitter, type Emitter } from '../base/emitter.ts';
import { noAssist, type Assist } from '../editor/assist.ts';
import { suggestFrom } from '../editor/history.ts';
import type { EditorState } from '../editor/state.ts';
import { printedFrame } from '../editor/frame.ts';
import { erase } from '../editor/screen.ts';
import { run as styledRun, type Run } from '../text/styled.ts';
import { createKeyboard, type KeyTarget } from './keyboard.ts';
import { createLineReader, type LineReader } from './line-reader.ts';
import { createLoop, type LoopEvents } from './loop.ts';
import { createMenuView } from './menu-view.ts';
import { createOutput } from './output.ts';
import { createRunner, type Result } from './runner.ts';
import type { SavedHistory } from './saved-history.ts';
import type { ShellDoor } from './shell-door.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { createThemeChoice } from './theme.ts';
import { createTranscript, type Transcript } from './transcript.ts';
import { showTranscript } from './transcript-view.ts';

export interface Session {
  /** Types the line into the terminal and runs it there, after whatever runs now. */
  run(line: string): Promise<Result>;
  /** Puts the line into the prompt, in place of what stands there; can be undone. */
  insert(line: string): void;
  /** As if these bytes came from the keyboard. */
  type(bytes: string): void;
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
  /** Printed before the first prompt; may have colours. */
  readonly welcome?: string;
}

const prompt: readonly Run[] = [styledRun('$', { color: 'cyan', bold: true }), styledRun(' ')];

export function createSession(options: SessionOptions): Session {
  const { shell, history } = options;
  const events = createEmitter<LoopEvents>();
  const transcript = createTranscript();
  const theme = createThemeChoice(options.theme, (shown) => terminal.setTheme(shown));
  const keyboard = createKeyboard(target, () => {
    keyboard.drop();
    runner.interrupt();
  });
  const terminal = createTerminal({
    container: options.container,
    theme: theme.theme(),
    onData: (bytes) => keyboard.receive(bytes),
    takesTab: () => shown().takesTab(),
    beforeResize: () => shown().forResize(),
    afterResize: () => shown().show(),
    onClick: (place) => reader.click(place),
  });
  const view = showTranscript(terminal.element, transcript);
  const output = createOutput((codes) => terminal.write(codes));
  const menu = createMenuView(terminal.element, terminal.textarea, view.announce);
  const reader = createPromptReader(terminal, options, (state) => menu.show(state.menu));
  const runner = createRunner({
    shell,
    output,
    columns: () => terminal.columns(),
    createQuestion: (words) => createQuestionReader(terminal, words),
    onPrint: (text) => transcript.add(text),
    onQuestion: () => keyboard.catchUp(),
  });
  const loop = createLoop({
    reader,
    runner,
    output,
    transcript,
    history,
    events,
    onPrompt: () => keyboard.catchUp(),
    isIncomplete: (text) => shell.isIncomplete(text),
  });

  /** Who reads the keys: nobody while a command runs and asks nothing. */
  function target(): KeyTarget {
    return runner.question() ?? (loop.isWorking() ? nobody : reader);
  }

  function shown(): LineReader {
    return runner.question() ?? reader;
  }

  function clearScreen(): void {
    reader.hide();
    terminal.write('\x1b[2J\x1b[3J\x1b[H');
    transcript.clear();
    if (!loop.isWorking()) reader.show();
  }

  output.print(options.welcome ?? '');
  loop.prompt();

  return {
    on: events.on,
    transcript,
    run(line) {
      terminal.scrollToBottom();
      return loop.run(line);
    },
    insert: (line) => reader.act({ type: 'replace', text: line }),
    type: (bytes) => keyboard.receive(bytes),
    clear: clearScreen,
    focus: () => terminal.focus(),
    blur: () => terminal.blur(),
    history: () => reader.state().history.entries,
    setTheme: (name) => theme.choose(name),
    columns: () => terminal.columns(),
    fit: () => terminal.fit(),
    flushed: () => terminal.flushed(),
    dispose() {
      loop.stop();
      theme.dispose();
      menu.dispose();
      view.dispose();
      terminal.dispose();
    },
  };
}

const nobody: KeyTarget = { isReading: () => false, press: () => undefined };

function createPromptReader(
  terminal: Terminal,
  { shell, history }: SessionOptions,
  onStep: (state: EditorState) => void,
): LineReader {
  const assist: Assist = {
    highlight: (line) => shell.highlight(line),
    isIncomplete: (text) => shell.isIncomplete(text),
    suggest: (line) => suggestFrom(reader.state().history.entries, line),
  };
  const reader = createLineReader({
    terminal,
    assist,
    complete: async (text, cursor) => shell.complete(text, cursor),
    prompt,
    entries: history.load(),
    onStep,
  });
  return reader;
}

/** For the answer to a question, whose words become the prompt. */
function createQuestionReader(terminal: Terminal, words: string): LineReader {
  const columns = terminal.columns();
  terminal.write(erase(printedFrame(words, columns)));
  return createLineReader({
    terminal,
    assist: noAssist,
    complete: async () => ({ start: 0, end: 0, candidates: [] }),
    prompt: [styledRun(words)],
    entries: [],
  });
}
