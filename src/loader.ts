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
.sandshell-open{position:fixed;inset:auto 1em 1em auto;z-index:9}}`;

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

function addSnippets(): void {
  for (const snippet of enhanceSnippets(document)) {
    onApproach(snippet.button);
    snippet.button.addEventListener('click', async () => {
      try {
        await (await load()).runSnippet(snippet.pre);
      } catch {
        snippet.status.textContent = 'The shell could not be loaded. Try again.';
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
    button.textContent = 'Shell';
    document.body.append(button);
    openers = [button];
  }
  for (const opener of openers) {
    opener.hidden = false;
    onApproach(opener);
    opener.addEventListener('click', async () => (await load()).drawer().toggle(opener));
  }
}

function listenForKey(): void {
  const text = document.querySelector(drawerSelector)?.getAttribute('shortcut');
  const shortcut = readShortcut(text ?? defaultShortcut);
  addEventListener(
    'keydown',
    async (event) => {
      if (isLoaded || !shortcut || !isShortcut(event, shortcut) || isTypingInHost(event, null))
        return;
      event.preventDefault();
      (await load()).drawer().open();
    },
    true,
  );
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
addSnippets();
addOpeners();
listenForKey();
