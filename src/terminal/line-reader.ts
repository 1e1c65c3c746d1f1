// Reads one line: owns the editor's state and its frame on the terminal, from the prompt to Enter.

import type { Action } from '../editor/action.ts';
import type { Assist, Completion } from '../editor/assist.ts';
import { draw, drawDone, pickAt, type View } from '../editor/draw.ts';
import { step, takesTab } from '../editor/editor.ts';
import { emptyFrame, type Frame, type Place } from '../editor/frame.ts';
import { addEntry } from '../editor/history.ts';
import type { Key } from '../editor/key.ts';
import { resolve } from '../editor/keymap.ts';
import { change, erase, leave } from '../editor/screen.ts';
import { editorOf, type Effect, type EditorState } from '../editor/state.ts';
import { run, type Run } from '../text/styled.ts';
import type { Terminal } from './terminal.ts';

export type Reading =
  | { readonly type: 'line'; readonly text: string }
  /** Ctrl-D on an empty line. */
  | { readonly type: 'end' }
  /** Ctrl-C. */
  | { readonly type: 'cancel'; readonly text: string };

export interface LineReader {
  /**
   * Shows the prompt and what was typed before; resolves when the line is done. One at a time. The
   * line itself is gone from the screen then: `echo` writes it, as one or as several.
   */
  read(): Promise<Reading>;
  press(key: Key): void;
  /** Puts a line that was not typed here into the history. */
  remember(line: string): void;
  act(action: Action): void;
  state(): EditorState;
  isReading(): boolean;
  takesTab(): boolean;
  /** Writes a line as it stands once it is run, behind its prompt; `mark` at its end. */
  echo(text: string, mark?: string): void;
  /** Takes the line from the screen, so that something else can be written there. */
  hide(): void;
  /** Draws it again, at the cursor's place. */
  show(): void;
  /** A click on a candidate takes it; `row` counts from the cursor's, and is negative above it. */
  click(place: Place): void;
  /** As `hide`, for a change of size: gives the codes to be written before it. */
  forResize(): string;
}

export interface LineReaderOptions {
  readonly terminal: Terminal;
  readonly assist: Assist;
  complete(text: string, cursor: number): Promise<Completion>;
  readonly prompt: readonly Run[];
  readonly entries: readonly string[];
  /** After every step, for views of the state beside the terminal. */
  onStep?(state: EditorState): void;
}

const continuation: readonly Run[] = [run('> ', { color: 'brightBlack' })];

export function createLineReader(options: LineReaderOptions): LineReader {
  const { terminal, assist, prompt } = options;
  let state = editorOf(options.entries);
  let prefix = '';
  let frame: Frame = emptyFrame;
  let isShown = false;
  let finish: ((reading: Reading) => void) | undefined;

  function view(): View {
    return { columns: terminal.columns(), rows: terminal.rows(), prompt, continuation };
  }

  function redraw(): void {
    if (!isShown) return;
    const next = draw(state, view(), assist);
    terminal.write(change(frame, next));
    frame = next;
  }

  function close(reading: Reading): void {
    hide();
    const done = finish;
    finish = undefined;
    done?.(reading);
  }

  function hide(): void {
    if (!isShown) return;
    terminal.write(erase(frame));
    frame = emptyFrame;
    isShown = false;
  }

  function echo(text: string, mark = ''): void {
    const done = drawDone(text, view(), assist);
    terminal.write(change(emptyFrame, done) + mark + leave(done));
  }

  function act(action: Action): void {
    if (!finish) return;
    const { text } = state.buffer;
    const outcome = step(state, action, assist);
    state = outcome.state;
    follow(outcome.effect, text);
    options.onStep?.(state);
  }

  function follow(effect: Effect, before: string): void {
    switch (effect.type) {
      case 'run':
        return close({ type: 'line', text: effect.text });
      case 'cancel':
        return close({ type: 'cancel', text: before });
      case 'end':
        return close({ type: 'end' });
      case 'clear':
        terminal.write(`${erase(frame)}\x1b[2J\x1b[H`);
        frame = emptyFrame;
        return redraw();
      case 'complete':
        answer(effect.token, options.complete(effect.text, effect.cursor));
        return redraw();
      default:
        return redraw();
    }
  }

  function answer(token: number, completion: Promise<Completion>): void {
    completion.then(
      (found) => act({ type: 'candidates', token, completion: found }),
      // Nothing to offer is the honest answer of a completer that failed.
      () => act({ type: 'candidates', token, completion: { start: 0, end: 0, candidates: [] } }),
    );
  }

  return {
    act,
    state: () => state,
    isReading: () => finish !== undefined,
    takesTab: () => finish !== undefined && takesTab(state),
    read() {
      isShown = true;
      return new Promise((done) => {
        finish = done;
        redraw();
      });
    },
    press(key) {
      const resolved = resolve(prefix, key);
      prefix = resolved.prefix;
      if (resolved.action) act(resolved.action);
    },
    echo,
    hide,
    remember(line) {
      state = { ...state, history: addEntry(state.history, line) };
    },
    show() {
      if (!finish) return;
      isShown = true;
      redraw();
    },
    click({ row, column }) {
      if (!isShown) return;
      const place = { row: frame.cursor.row + row, column };
      const index = pickAt(state, { view: view(), assist, place });
      if (index !== undefined) act({ type: 'pick', index });
    },
    forResize() {
      if (!isShown) return '';
      const codes = erase(frame);
      frame = emptyFrame;
      isShown = false;
      return codes;
    },
  };
}
