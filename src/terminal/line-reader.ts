// Reads one line: owns the editor's state and its frame on the terminal, from the prompt to Enter.

import type { Action } from '../editor/action.ts';
import type { Assist, Completion } from '../editor/assist.ts';
import { draw, drawDone, pickAt, type View } from '../editor/draw.ts';
import { step, takesTab } from '../editor/editor.ts';
import { emptyFrame, type Place } from '../editor/frame.ts';
import { addEntry, splitEntry } from '../editor/history.ts';
import type { Key } from '../editor/key.ts';
import { resolve } from '../editor/keymap.ts';
import { change, leave } from '../editor/screen.ts';
import { editorOf, type Effect, type EditorState } from '../editor/state.ts';
import { run, type Run } from '../text/styled.ts';
import { createShownFrame } from './shown-frame.ts';
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
  act(action: Action): void;
  state(): EditorState;
  isReading(): boolean;
  /** What Tab asked for has not come yet: keys are to wait, as in readline. */
  isCompleting(): boolean;
  takesTab(): boolean;
  /** Puts a line that was not typed here into the history. */
  remember(line: string): void;
  /** Lines that were run together stand in the history one by one, each to be run again. */
  rememberApart(text: string, commands: readonly string[]): void;
  /** Writes a line as it stands once it is run, behind its prompt; `mark` at its end. */
  echo(text: string, mark?: string): void;
  /** Takes the line from the screen, so that something else can be written there. */
  hide(): void;
  /** Draws it again, at the cursor's place, while it is being read. */
  show(): void;
  /** As `hide`, but gives the codes for it: to be written right before a change of size. */
  beforeResize(): string;
  /** Draws what `beforeResize` has taken away, if it has. */
  afterResize(): void;
  /** A click on a candidate takes it; `row` counts from the cursor's, and is negative above it. */
  click(place: Place): void;
}

export interface LineReaderOptions {
  readonly terminal: Terminal;
  readonly assist: Assist;
  complete(text: string, cursor: number): Promise<Completion>;
  readonly prompt: readonly Run[];
  readonly entries: readonly string[];
  /** Keys need not wait for candidates any more. */
  onCompleted?(): void;
  /** After every step, for views of the state beside the terminal. */
  onStep?(state: EditorState): void;
}

const continuation: readonly Run[] = [run('> ', { color: 'brightBlack' })];
/** Longer than that nobody types blindly: a slow network, or none, lets the keys go on. */
const holdMs = 1000;
const nothing: Completion = { start: 0, end: 0, candidates: [] };

export function createLineReader(options: LineReaderOptions): LineReader {
  const { terminal, assist } = options;
  const frame = createShownFrame((codes) => terminal.write(codes));
  let state = editorOf(options.entries);
  let prefix = '';
  let isShown = false;
  /** Not shown only because the size changes. */
  let isAway = false;
  /** The token of what Tab asked for, while keys wait for it. */
  let awaited: number | undefined;
  let finish: ((reading: Reading) => void) | undefined;

  function redraw(): void {
    if (isShown) frame.show(draw(state, viewOf(options), assist));
  }

  function hide(): void {
    if (isShown) frame.hide();
    isShown = false;
    isAway = false;
  }

  function show(): void {
    isShown = finish !== undefined;
    redraw();
  }

  function close(reading: Reading): void {
    hide();
    awaited = undefined;
    const done = finish;
    finish = undefined;
    done?.(reading);
  }

  function act(action: Action): void {
    const { text } = state.buffer;
    const outcome = step(state, action, assist);
    state = outcome.state;
    follow(outcome.effect, text);
    options.onStep?.(state);
  }

  function follow(effect: Effect, before: string): void {
    if (effect.type === 'run') return close({ type: 'line', text: effect.text });
    if (effect.type === 'cancel') return close({ type: 'cancel', text: before });
    if (effect.type === 'end') return close({ type: 'end' });
    if (effect.type === 'clear') terminal.write(`${frame.forget()}\x1b[2J\x1b[H`);
    if (effect.type === 'complete') void answer(effect.token, effect.text, effect.cursor);
    redraw();
  }

  async function answer(token: number, text: string, cursor: number): Promise<void> {
    // What an open menu shows meanwhile is near enough.
    if (!state.menu) awaited = token;
    const timer = setTimeout(() => release(token), holdMs);
    // Nothing to offer is the honest answer of a completer that failed.
    const completion = await options.complete(text, cursor).catch(() => nothing);
    clearTimeout(timer);
    act({ type: 'candidates', token, completion });
    release(token);
    const described = await completion.described?.catch(() => undefined);
    if (described) act({ type: 'descriptions', token, completion: described });
  }

  function release(token: number): void {
    if (awaited !== token) return;
    awaited = undefined;
    options.onCompleted?.();
  }

  return {
    act,
    hide,
    show,
    state: () => state,
    isReading: () => finish !== undefined,
    isCompleting: () => awaited !== undefined,
    takesTab: () => finish !== undefined && takesTab(state),
    read() {
      return new Promise((done) => {
        finish = done;
        show();
      });
    },
    press(key) {
      const resolved = resolve(prefix, key);
      prefix = resolved.prefix;
      if (resolved.action) act(resolved.action);
    },
    remember(line) {
      state = { ...state, history: addEntry(state.history, line) };
    },
    rememberApart(text, commands) {
      if (commands.length < 2) return;
      state = { ...state, history: splitEntry(state.history, text, commands) };
    },
    echo(text, mark = '') {
      const done = drawDone(text, viewOf(options), assist);
      terminal.write(change(emptyFrame, done) + mark + leave(done));
    },
    beforeResize() {
      isAway = isShown;
      const codes = isShown ? frame.forget() : '';
      isShown = false;
      return codes;
    },
    afterResize() {
      if (isAway) show();
      isAway = false;
    },
    click(place) {
      if (!isShown) return;
      const view = viewOf(options);
      const index = pickAt(state, { view, assist, place: frame.inFrame(place) });
      if (index !== undefined) act({ type: 'pick', index });
    },
  };
}

function viewOf({ terminal, prompt }: LineReaderOptions): View {
  return { columns: terminal.columns(), rows: terminal.rows(), prompt, continuation };
}
