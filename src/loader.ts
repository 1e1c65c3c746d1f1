// The tiny script of a docs page: finds the snippets, adds their buttons, listens for the shell's
// key, and fetches everything else on first use. Options are the attributes of the page's own
// `<sand-shell drawer>`.

import { defaultShortcut, isShortcut, isTypingInHost, readShortcut } from './element/shortcut.ts';
import { enhanceSnippets } from './snippets/enhance.ts';

const drawerSelector = 'sand-shell[drawer]';
const openerSelector = '[data-sandshell-open]';

// Only what a page without styles of its own needs; a page's rules win, being unlayered. The bar takes no
// room until it is used, so that nothing moves when it comes.
const style = `@layer sandshell{
[data-sandshell-bar]{position:relative;margin-block:0!important}
[data-sandshell-bar].used{padding-block:.4em 1em}
.used>[role]{min-height:2em;line-height:1.5;overflow-wrap:anywhere}
@media(max-width:30em){.used>[role]{min-height:4.5em}}
[data-sandshell-output=below]+.used,[data-sandshell-output=below] .used{min-height:18em}
[data-sandshell-tools]{position:absolute;inset:auto .5em 100% auto;display:flex;gap:.4em}
[data-sandshell-tick]{padding:0 .5em;line-height:1.75}
[data-sandshell-tick][hidden]{display:block;visibility:hidden}
[data-sandshell-tools]>button,.sandshell-open{font:inherit;min-height:1.75em;padding:0 .8em;cursor:pointer}
.sandshell-open,.sandshell-notice{position:fixed;inset:auto 1em 1em auto;z-index:9}
.sandshell-notice{inset:auto 1em 4em auto;padding:.5em 1em;border:1px solid}
[data-sandshell-tick],.sandshell-notice{background:Canvas;color:CanvasText}
@media print{[data-sandshell-tools],.sandshell-open{display:none}}}`;
const paintMs = 300;
const failure = 'The shell could not be loaded. Try again.';
let notice: HTMLElement;
/** Openers that have been seen to. */
const ready = new WeakSet<Element>();

type Rest = typeof import('./main.ts');
let rest: Promise<Rest> | undefined;
/** From then on a drawer in the page listens for its key itself. */
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

function warm({ currentTarget }: Event): void {
  const button = currentTarget as Element;
  load()
    .then((loaded) => loaded.prepare(button))
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
  for (const { pre, buttons, status } of enhanceSnippets(document)) {
    for (const button of buttons) {
      onApproach(button);
      button.addEventListener('click', async () => {
        // Room for the result, while the click excuses it.
        status.parentElement?.classList.add('used');
        if (!isLoaded) status.textContent = 'Loading …';
        try {
          const loaded = await load();
          if (button === buttons[0]) await loaded.runSnippet(pre);
          else (await loaded.lateSnippets()).edit(pre);
        } catch {
          status.textContent = failure;
        }
      });
    }
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
  addEventListener(
    'keydown',
    (event) => {
      const drawer = document.querySelector(drawerSelector);
      const shortcut = readShortcut(drawer?.getAttribute('shortcut') ?? defaultShortcut);
      if ((isLoaded && drawer) || !shortcut || !isShortcut(event, shortcut)) return;
      if (isTypingInHost(event, null)) return;
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
  new MutationObserver(addAll).observe(document, { childList: true, subtree: true });
  // Ticks the steps that the sandbox holds, once the answer to a command is painted.
  document.addEventListener('sandshell:result', (event) => {
    setTimeout(() => {
      load()
        .then(({ lateSnippets }) => lateSnippets())
        .then((late) => late.followSteps((event as CustomEvent).detail))
        .catch(() => undefined);
    }, paintMs);
  });
}

// A page may carry the loader twice, and by two addresses; on a server there is no page to look at.
const page = globalThis as { sandshellLoader?: true };
if (globalThis.document && !page.sandshellLoader) {
  page.sandshellLoader = true;
  start();
}
