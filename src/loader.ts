// The tiny script of a docs page: finds the snippets, adds their buttons, listens for the shell's
// key, and fetches everything else on first use. Options are the attributes of the page's own
// `<sand-shell drawer>`.

import { defaultShortcut, isShortcut, isTypingInHost, readShortcut } from './element/shortcut.ts';
import { enhanceSnippets } from './snippets/enhance.ts';

const drawerSelector = 'sand-shell[drawer]';
const openerSelector = '[data-sandshell-open]';

// Only what a page without styles of its own needs; a page's rules win, being unlayered.
const style = `@layer sandshell{
[data-sandshell-bar]{display:flex;gap:.75em;align-items:center;margin:.4em 0 1em}
[data-sandshell-run],.sandshell-open{font:inherit;min-height:2em;padding:0 .9em;cursor:pointer}
.sandshell-open,.sandshell-notice{position:fixed;inset:auto 1em 1em auto;z-index:9}
.sandshell-notice{inset:auto 1em 4em auto;padding:.5em 1em;border:1px solid}
.sandshell-notice{background:Canvas;color:CanvasText}}`;
const failure = 'The shell could not be loaded. Try again.';
let notice: HTMLElement;
/** Openers that have been seen to. */
const ready = new WeakSet<Element>();

type Rest = typeof import('./main.ts');
let rest: Promise<Rest> | undefined;
/** From then on the drawer is in the page, and listens for its key itself. */
let isLoaded = false;

/** Fetched once. A failure is not kept: the next use tries again. */
function load(): Promise<Rest> {
  rest ??= import('./main.ts').then(
    (loaded) => {
      loaded.drawer();
      isLoaded = true;
      return loaded;
    },
    (error: unknown) => {
      rest = undefined;
      throw error;
    },
  );
  return rest;
}

function warm(): void {
  load()
    .then((loaded) => loaded.drawer().prepare())
    .catch(() => undefined);
}

/**
 * Calls `use` on the first sign that `target` will be needed, so that a click finds everything
 * there.
 */
function onApproach(target: EventTarget): void {
  for (const type of ['pointerenter', 'focus']) {
    target.addEventListener(type, warm, { once: true });
  }
}

/** Does what was asked for, or says that it could not be fetched. */
async function use(act: (loaded: Rest) => unknown, asked?: HTMLElement): Promise<void> {
  if (asked) asked.ariaBusy = 'true';
  try {
    act(await load());
    notice.remove();
  } catch {
    notice.textContent = failure;
    document.body.append(notice);
  }
  if (asked) asked.ariaBusy = 'false';
}

function addSnippets(): void {
  for (const snippet of enhanceSnippets(document)) {
    onApproach(snippet.button);
    snippet.button.addEventListener('click', async () => {
      try {
        await (await load()).runSnippet(snippet.pre);
      } catch {
        snippet.status.textContent = failure;
      }
    });
  }
}

/** The page's own buttons; without any, a small one in the corner. */
function addOpeners(): void {
  let openers = [...document.querySelectorAll<HTMLElement>(openerSelector)];
  if (openers.length === 0) {
    const button = document.createElement('button');
    button.className = 'sandshell-open';
    button.dataset['sandshellOpen'] = '';
    button.textContent = 'Shell';
    document.body.append(button);
    openers = [button];
  }
  for (const opener of openers) {
    if (ready.has(opener)) continue;
    ready.add(opener);
    opener.hidden = false;
    onApproach(opener);
    opener.addEventListener('click', () => use((loaded) => loaded.drawer().toggle(opener), opener));
  }
}

function listenForKey(): void {
  const text = document.querySelector(drawerSelector)?.getAttribute('shortcut');
  const shortcut = readShortcut(text ?? defaultShortcut);
  addEventListener(
    'keydown',
    (event) => {
      if (isLoaded || !shortcut || !isShortcut(event, shortcut) || isTypingInHost(event, null))
        return;
      event.preventDefault();
      void use((loaded) => loaded.drawer().open());
    },
    true,
  );
}

function addAll(): void {
  addSnippets();
  addOpeners();
}

function start(): void {
  notice = document.createElement('p');
  notice.className = 'sandshell-notice';
  notice.role = 'alert';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
  addAll();
  listenForKey();
  // Sites that change pages without loading them bring new snippets, and take the old ones away.
  new MutationObserver(addAll).observe(document.documentElement, {
    childList: true,
    subtree: true,
  });
}

// On a server there is no page to look at.
if (globalThis.document) start();
