// `<sand-shell>`: the terminal in the page, or in a drawer at its foot.

import { present } from '../base/assert.ts';
import { styleSheet } from '../inspector/dom.ts';
import paletteCss from '../inspector/palette.css?inline';
import { expectedSize } from '../terminal/expected-size.ts';
import type { RunOptions } from '../terminal/loop.ts';
import { BaseElement } from './base-element.ts';
import { createDrawer, type Drawer } from './drawer.ts';
import { painted } from './idle.ts';
import { fetchFirstCommand, fetchKeyRow, fetchSession } from './late-code.ts';
import { showLook, takeLook } from './look.ts';
import { attributeNames, readOptions, type Options } from './options.ts';
import { connectPage, type PageConnection } from './page.ts';
import { joinPage } from './page-voice.ts';
import shellCss from './shell.css?inline';
import { createShellView, tellNotice, type ShellView } from './shell-view.ts';
import { isShortcut, isTypingInHost } from './shortcut.ts';
import type { Answer, RunningSession } from './start-session.ts';

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
    this.shadowRoot?.replaceChildren();
  }

  /** Those that are there from the start are read once, when it comes into the page. */
  attributeChangedCallback(): void {
    if (!this.#parts) return;
    this.#read();
    this.#running?.setTheme(this.#options.theme);
  }

  /** Fetches what the first command needs, and shows nothing. */
  async prepare(): Promise<void> {
    await Promise.all([fetchSession(), fetchFirstCommand(), connectPage()]);
  }

  /** Types the line into the terminal and runs it there. Rejects only when none could be started. */
  async run(line: string, options: RunOptions = {}): Promise<Answer> {
    // Beside the session, not after it; a failure is told by the line.
    fetchFirstCommand().catch(() => undefined);
    return (await this.#start()).run(line, options);
  }

  /** Puts the line into the prompt, to be read, changed and run by hand. */
  async insert(line: string): Promise<void> {
    (await this.#start()).insert(line);
  }

  /** Of the newest object of a kind, as `customer`, among those that the line would see. */
  async newestId(kind: string, line: string): Promise<string | undefined> {
    const [page, session] = await Promise.all([connectPage(), this.#start()]);
    return page.newestId(kind, await session.keyFor(line));
  }

  clear(): void {
    this.#running?.clear();
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
    return this.#running?.transcript() ?? '';
  }

  /** To the prompt. A drawer is opened for it. The page never scrolls. */
  override focus(): void {
    const drawer = this.#parts?.drawer;
    if (drawer && !drawer.isOpen()) this.#show(drawer);
    this.#start()
      .then((session) => session.focus())
      .catch(() => undefined);
  }

  /** Of the drawer; without one nothing happens. `opener` gets the focus back when it is closed. */
  open({ isFocused = true, opener }: { isFocused?: boolean; opener?: HTMLElement } = {}): void {
    const drawer = this.#parts?.drawer;
    if (!drawer) return;
    if (!drawer.isOpen()) this.#show(drawer, opener);
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
    if (matchMedia('(pointer: coarse)').matches) {
      const send = (code: string): void => this.#running?.type(code);
      // Without it the prompt still works.
      fetchKeyRow().then(
        ({ fillKeyRow }) => fillKeyRow(view.keys, send),
        () => undefined,
      );
    }
    view.region.hidden = this.#options.isDrawer;
    root.replaceChildren(view.region);
    const drawer = this.#options.isDrawer ? createDrawer({ host: this, ...view }) : undefined;
    return { view, drawer };
  }

  #listen({ view, drawer }: ShellParts): void {
    const { signal } = this.#stay;
    if (!drawer) return;
    view.close.addEventListener('click', () => drawer.close(), { signal });
    view.maximise.addEventListener('click', () => drawer.toggleSize(), { signal });
    view.splitter.addEventListener('dblclick', () => drawer.toggleSize(), { signal });
    view.inspect.addEventListener('click', () => toggleInspector(view), { signal });
    roomForTwo().addEventListener('change', () => keepTerminal(view), { signal });
    // Before the terminal sees it, which would take the key for itself.
    globalThis.addEventListener('keydown', (event) => this.#onKey(event), {
      signal,
      capture: true,
    });
  }

  /** Where there is room, the inspector stands beside the terminal from the first time on. */
  #show(drawer: Drawer, opener?: HTMLElement): void {
    const view = this.#parts?.view;
    const isFirst = view && !view.body.querySelector('sand-inspector');
    drawer.open(opener);
    if (isFirst && roomForTwo(' and (min-height: 30rem)').matches) toggleInspector(view);
  }

  #onKey(event: KeyboardEvent): void {
    const { shortcut } = this.#options;
    if (!shortcut || !isShortcut(event, shortcut) || isTypingInHost(event, this)) return;
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }

  /** Once; after a failure the next use tries again. */
  #start(): Promise<RunningSession> {
    const { view } = present(this.#parts, 'a <sand-shell> in the page');
    this.#session ??= this.#open(view).catch((error: unknown) => {
      this.#session = undefined;
      tellNotice(view, error instanceof Error ? error.message : String(error));
      throw error;
    });
    return this.#session;
  }

  async #open(view: ShellView): Promise<RunningSession> {
    const fetching = fetchSession();
    const size = expectedSize(view.screen);
    const { startSession } = await fetching;
    const session = startSession({
      createShell: async (shellOptions) => (await fetchFirstCommand()).createShell(shellOptions),
      connect: () => this.#connect(view),
      screen: view.screen,
      theme: this.#options.theme,
      size,
      isWelcome: this.#options.isWelcome,
      isProxy: this.#options.backend === 'proxy',
      onTheme: (theme) => showLook(view, theme),
      onCommand: (line) => this.#tell('command', { line }),
      onResult: (result) => this.#tell('result', result),
    });
    if (this.#stay.signal.aborted) session.close();
    this.#running = session;
    void this.#prepareSoon(session, view);
    return session;
  }

  /** The prompt is painted first; a command does not wait so long. */
  async #prepareSoon(session: RunningSession, view: ShellView): Promise<void> {
    await session.flushed();
    await painted();
    // A failure is told by the first line.
    await session.prepare().catch(() => undefined);
    // A failure is told in the notice; each request tries again, and tells it too.
    await this.#connect(view).catch(() => undefined);
    this.#tell('ready', undefined);
  }

  async #connect(view: ShellView): Promise<PageConnection> {
    try {
      const connection = await connectPage();
      this.#join(view, connection);
      return connection;
    } catch (error) {
      tellNotice(view, error instanceof Error ? error.message : String(error));
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
    this.dispatchEvent(
      new CustomEvent(`sandshell:${name}`, { detail, bubbles: true, composed: true }),
    );
  }
}

/** As wide as in shell.css. */
const roomForTwo = (more = ''): MediaQueryList => matchMedia(`(min-width: 52rem)${more}`);

interface ShellParts {
  readonly view: ShellView;
  readonly drawer: Drawer | undefined;
}

/** What a reader types stays in sight where the two no longer have room. */
function keepTerminal(view: ShellView): void {
  if (!roomForTwo().matches && view.inspect.ariaPressed === 'true') toggleInspector(view);
}

/** Made when it is first wanted. */
function toggleInspector({ region, body, inspect }: ShellView): void {
  const known = body.querySelector<HTMLElement>('sand-inspector');
  const isShown = known ? known.hidden === true : true;
  const inspector = known ?? document.createElement('sand-inspector');
  inspector.hidden = !isShown;
  takeLook(inspector, region);
  if (!known) body.append(inspector);
  body.classList.toggle('inspected', isShown);
  inspect.ariaPressed = String(isShown);
}
