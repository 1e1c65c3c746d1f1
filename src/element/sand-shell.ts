// `<sand-shell>`: the terminal in the page, or in a drawer at its foot.

import { present } from '../base/assert.ts';
import { once } from '../base/once.ts';
import { wordsOfError } from '../base/words-of-error.ts';
import { styleSheet } from '../inspector/dom.ts';
import paletteCss from '../inspector/palette.css?inline';
import { expectedSize } from '../terminal/expected-size.ts';
import type { RunOptions } from '../terminal/loop.ts';
import { BaseElement } from './base-element.ts';
import { createDrawer, type Drawer } from './drawer.ts';
import { painted } from './idle.ts';
import { inspectAtFirst, offerInspector } from './inspector-beside.ts';
import { addKeyRow, fetchFirstCommand, fetchSession, fetchUnseen } from './late-code.ts';
import { showLook } from './look.ts';
import type { DoorParts } from './open-door.ts';
import { attributeNames, readOptions, type Options } from './options.ts';
import type { PageConnection } from './page-connection.ts';
import { connectPage } from './page.ts';
import { joinPage } from './page-voice.ts';
import shellCss from './shell.css?inline';
import { createShellView, tellFailure, tellNotice, type ShellView } from './shell-view.ts';
import { isShortcut, isTypingInHost } from './shortcut.ts';
import type { Answer, RunningSession, Told } from './running.ts';
import type { Unseen } from './unseen.ts';

/**
 * Attributes: `backend` (`sandbox`, `worker`, `proxy`), `proxy-url`, `proxy-fallback` (`sandbox`), `seed`,
 * `now` (ISO 8601), `theme` (`auto`, `light`, `dark` or a name), `drawer`, `welcome`, `shortcut`
 * (`Ctrl+Backquote`; `off`).
 * Events, bubbling and composed: `sandshell:ready`, `sandshell:command` `{ line }`, `sandshell:result`
 * `{ line, stdout, stderr, exitCode }`, `sandshell:request` `{ method, path, status, durationMs,
 * requestId }`, `sandshell:event` `{ event }`. What no shell of the page caused is told by its first.
 * Parts: `drawer`, `header`, `terminal`.
 * CSS properties: `--sandshell-background`, `--sandshell-color`, `--sandshell-accent`, `--sandshell-font`,
 * `--sandshell-z-index` (of the drawer).
 */
export class SandShell extends BaseElement {
  static readonly observedAttributes = attributeNames;

  #options: Options = readOptions(() => null).options;
  #parts: ShellParts | undefined;
  #session: Promise<RunningSession> | undefined;
  /** The session once it runs, for what cannot wait. */
  #running: RunningSession | undefined;
  /** What runs lines until a terminal is wanted; and that, once it is there. */
  #unseen: (() => Promise<Unseen>) | undefined;
  #unseenNow: Unseen | undefined;
  /** Aborted when the element leaves the page. */
  #stay = new AbortController();
  /** Of the stay that has joined the page's connection. */
  #joined: AbortSignal | undefined;

  connectedCallback(): void {
    this.#read();
    // What takes longest begins first; a failure is told by whoever needs it.
    if (!this.#options.isDrawer) fetchSession().catch(() => undefined);
    this.#stay = new AbortController();
    this.#parts = this.#render();
    this.#listen(this.#parts);
    if (!this.#parts.drawer) this.#start().catch(() => undefined);
  }

  disconnectedCallback(): void {
    this.#stay.abort();
    this.#parts?.drawer?.disconnect();
    this.#running?.close();
    this.#parts = undefined;
    this.#session = undefined;
    this.#running = undefined;
    this.#unseen = undefined;
    this.#unseenNow = undefined;
    this.shadowRoot?.replaceChildren();
  }

  /** Those that are there from the start are read once, when it comes into the page. */
  attributeChangedCallback(): void {
    if (!this.#parts) return;
    this.#read();
    this.#running?.setTheme(this.#options.theme);
  }

  /** Fetches what the first command needs, and shows nothing. Without a terminal for what is `isUnseen`. */
  async prepare({ isUnseen = false } = {}): Promise<void> {
    const fetching = isUnseen ? fetchUnseen() : fetchSession();
    await Promise.all([fetching, fetchFirstCommand(), connectPage()]);
  }

  /** Types the line into the terminal and runs it there. Rejects only when none could be started. */
  async run(line: string, options: RunOptions = {}): Promise<Answer> {
    // Beside the session, not after it; a failure is told by the line.
    fetchFirstCommand().catch(() => undefined);
    return (await this.#runner()).run(line, options);
  }

  /** Puts the line into the prompt, to be read, changed and run by hand. */
  async insert(line: string): Promise<void> {
    (await this.#start()).insert(line);
  }

  /** Of the newest object of a kind, as `customer`, among those that the line would see. */
  async newestId(kind: string, line: string): Promise<string | undefined> {
    const [page, runner] = await Promise.all([connectPage(), this.#runner()]);
    return page.newestId(kind, await runner.door.keyFor(line));
  }

  clear(): void {
    (this.#running ?? this.#unseenNow)?.clear();
  }

  /** Empties the sandbox: for all shells of the page, and all tabs. */
  async reset(): Promise<void> {
    await (await connectPage()).reset();
  }

  /** Everything in the sandbox, as one JSON value. */
  async snapshot(): Promise<unknown> {
    return (await connectPage()).snapshot();
  }

  /** Rejects when it is no snapshot; then nothing changes. */
  async restore(snapshot: unknown): Promise<void> {
    await (await connectPage()).restore(snapshot);
  }

  /** What was typed and printed, as plain text. */
  transcript(): string {
    return (this.#running ?? this.#unseenNow)?.transcript() ?? '';
  }

  /** To the prompt. A drawer is opened for it. The page never scrolls. */
  override focus(): void {
    const drawer = this.#parts?.drawer;
    if (drawer && !drawer.isOpen()) drawer.open();
    this.#start()
      .then((session) => session.focus())
      .catch(() => undefined);
  }

  /** Of the drawer; without one nothing happens. `opener` gets the focus back when it is closed. */
  open({ isFocused = true, opener }: { isFocused?: boolean; opener?: HTMLElement } = {}): void {
    const drawer = this.#parts?.drawer;
    if (!drawer) return;
    if (!drawer.isOpen()) drawer.open(opener);
    this.#start().catch(() => undefined);
    if (isFocused) this.focus();
  }

  close(): void {
    this.#parts?.drawer?.close();
  }

  toggle(opener?: HTMLElement): void {
    if (this.#parts?.drawer?.isOpen()) this.close();
    else this.open(opener ? { opener } : {});
  }

  #read(): void {
    const { options, complaints } = readOptions((name) => this.getAttribute(name));
    this.#options = options;
    for (const complaint of complaints) console.warn(`<sand-shell>: ${complaint}`);
  }

  #render(): ShellParts {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet(paletteCss), styleSheet(shellCss)];
    const view = createShellView();
    addKeyRow(view.keys, (code) => this.#running?.type(code)).catch(() => undefined);
    view.region.hidden = this.#options.isDrawer;
    root.replaceChildren(view.region);
    const drawer = this.#options.isDrawer
      ? createDrawer({ host: this, ...view, onOpen: () => inspectAtFirst(view) })
      : undefined;
    return { view, drawer };
  }

  #listen({ view, drawer }: ShellParts): void {
    const { signal } = this.#stay;
    if (!drawer) return;
    view.close.addEventListener('click', () => drawer.close(), { signal });
    view.maximise.addEventListener('click', () => drawer.toggleSize(), { signal });
    view.splitter.addEventListener('dblclick', () => drawer.toggleSize(), { signal });
    offerInspector(view, signal);
    // Before the terminal sees it, which would take the key for itself.
    globalThis.addEventListener('keydown', (event) => this.#onKey(event), {
      signal,
      capture: true,
    });
  }

  #onKey(event: KeyboardEvent): void {
    const { shortcut } = this.#options;
    if (!shortcut || !isShortcut(event, shortcut) || isTypingInHost(event, this)) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }

  /** The terminal's session; where the drawer is closed and there is none yet, what does without. */
  #runner(): Promise<RunningSession | Unseen> {
    const { view, drawer } = present(this.#parts, 'a <sand-shell> in the page');
    if (this.#session || !drawer || drawer.isOpen()) return this.#start();
    return (this.#unseen ??= once(() => this.#openUnseen(view)))();
  }

  async #openUnseen(view: ShellView): Promise<Unseen> {
    const { createUnseen } = await fetchUnseen();
    const onQuestion = (): void => this.open({ isFocused: false });
    this.#unseenNow = createUnseen({ ...this.#lines(view), onQuestion, signal: this.#stay.signal });
    void this.#tellReady(view);
    return this.#unseenNow;
  }

  /** Once; after a failure the next use tries again. */
  #start(): Promise<RunningSession> {
    const { view } = present(this.#parts, 'a <sand-shell> in the page');
    this.#session ??= this.#open(view).catch((error: unknown) => {
      this.#session = undefined;
      tellFailure(view, error, async () => this.isConnected && this.#start());
      throw error;
    });
    return this.#session;
  }

  async #open(view: ShellView): Promise<RunningSession> {
    const fetching = fetchSession();
    const size = expectedSize(view.screen);
    const session = (await fetching).startSession({
      ...this.#lines(view),
      unseen: await this.#unseen?.().catch(() => undefined),
      screen: view.screen,
      theme: this.#options.theme,
      size,
      isWelcome: this.#options.isWelcome,
      isProxy: this.#options.backend === 'proxy',
      onTheme: (theme) => showLook(view, theme),
    });
    if (this.#stay.signal.aborted) session.close();
    this.#running = session;
    void this.#prepareSoon(session, view);
    return session;
  }

  #lines(view: ShellView): DoorParts & Told {
    return {
      createShell: async (shellOptions) => (await fetchFirstCommand()).createShell(shellOptions),
      connect: () => this.#connect(view),
      onCommand: (line) => this.#tell('command', { line }),
      onResult: (result) => this.#tell('result', result),
    };
  }

  /** The prompt is painted first; a command does not wait so long. */
  async #prepareSoon(session: RunningSession, view: ShellView): Promise<void> {
    await session.flushed();
    await painted();
    // A failure is told by the first line.
    await session.prepare().catch(() => undefined);
    if (!this.#unseenNow) await this.#tellReady(view);
  }

  /** A failure is told in the notice; each request tries again, and tells it too. */
  async #tellReady(view: ShellView): Promise<void> {
    await this.#connect(view).catch(() => undefined);
    this.#tell('ready', undefined);
  }

  async #connect(view: ShellView): Promise<PageConnection> {
    try {
      const connection = await connectPage();
      this.#join(view, connection);
      return connection;
    } catch (error) {
      tellNotice(view, wordsOfError(error));
      throw error;
    }
  }

  /** Once for each stay in the page. */
  #join(view: ShellView, connection: PageConnection): void {
    const { signal } = this.#stay;
    if (this.#joined === signal || signal.aborted) return;
    this.#joined = signal;
    const showNotice = (): void => tellNotice(view, connection.notice());
    const stops = [connection.onNotice(showNotice), joinPage(this, connection)];
    signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
    view.badge.textContent = connection.place;
    showNotice();
  }

  #tell(name: string, detail: unknown): void {
    const init = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent(`sandshell:${name}`, init));
  }
}

interface ShellParts {
  readonly view: ShellView;
  readonly drawer: Drawer | undefined;
}
