// What the wrappers for React and Vue share: properties as attributes, events as callbacks, methods
// that wait for the library. It is fetched when the first one stands in a page.

import type { SandShell } from '../element/sand-shell.ts';
import type { ShellAnswer, ShellEvents } from '../element/shell-events.ts';

export type { ShellAnswer, ShellEvents, ShellRequest } from '../element/shell-events.ts';

/** As the attributes of `<sand-shell>`; docs/embedding.md says what each does. */
export interface ShellAttributes {
  readonly backend?: 'sandbox' | 'worker' | 'proxy' | undefined;
  readonly proxyUrl?: string | undefined;
  readonly proxyFallback?: 'sandbox' | undefined;
  readonly seed?: string | undefined;
  /** ISO 8601. */
  readonly now?: string | undefined;
  /** `auto`, `light`, `dark`, or a named theme. */
  readonly theme?: string | undefined;
  readonly drawer?: boolean | undefined;
  readonly welcome?: boolean | undefined;
  /** As in `Ctrl+Backquote`, or `off`. */
  readonly shortcut?: string | undefined;
}

export type ShellEventName = keyof ShellEvents;

export const shellEventNames: readonly ShellEventName[] = [
  'ready',
  'command',
  'result',
  'request',
  'event',
];

/** The element's methods. Each waits for the library, and rejects where it cannot be fetched. */
export interface ShellHandle {
  /** Null on a server, and once it has left the page. */
  element(): HTMLElement | null;
  /** Types the line into the terminal and runs it there. */
  run(line: string): Promise<ShellAnswer>;
  /** Into the prompt, not run. */
  insert(line: string): Promise<void>;
  clear(): Promise<void>;
  reset(): Promise<void>;
  snapshot(): Promise<unknown>;
  restore(snapshot: unknown): Promise<void>;
  /** Opens a drawer for it; never scrolls the page. */
  focus(): Promise<void>;
  transcript(): Promise<string>;
}

/** Undefined for what is to be absent. */
export function attributesOf(given: ShellAttributes): Readonly<Record<string, string | undefined>> {
  return {
    backend: given.backend,
    'proxy-url': given.proxyUrl,
    'proxy-fallback': given.proxyFallback,
    seed: given.seed,
    now: given.now,
    theme: given.theme,
    drawer: given.drawer ? '' : undefined,
    welcome: given.welcome ? '' : undefined,
    shortcut: given.shortcut,
  };
}

let library: Promise<unknown> | undefined;

/** Defines the elements, once. After a failure the next use tries again. */
export function fetchLibrary(): Promise<unknown> {
  library ??= import('../main.ts').catch((error: unknown) => {
    library = undefined;
    throw error;
  });
  return library;
}

/** `element` is asked at each call: it comes and goes with the component. */
export function shellHandle(element: () => HTMLElement | null): ShellHandle {
  async function shell(): Promise<SandShell> {
    await fetchLibrary();
    const found = element();
    if (!found) throw new Error('This shell stands in no page.');
    return found as SandShell;
  }
  return {
    element,
    run: async (line) => (await shell()).run(line),
    insert: async (line) => (await shell()).insert(line),
    clear: async () => (await shell()).clear(),
    reset: async () => (await shell()).reset(),
    snapshot: async () => (await shell()).snapshot(),
    restore: async (snapshot) => (await shell()).restore(snapshot),
    focus: async () => (await shell()).focus(),
    transcript: async () => (await shell()).transcript(),
  };
}

/** Tells each event of the element by its short name. Gives what ends that. */
export function listenToShell(
  element: HTMLElement,
  tell: (name: ShellEventName, detail: never) => void,
): () => void {
  const stay = new AbortController();
  for (const name of shellEventNames) {
    const listener = (event: Event): void => tell(name, (event as CustomEvent<never>).detail);
    element.addEventListener(`sandshell:${name}`, listener, { signal: stay.signal });
  }
  return () => stay.abort();
}
