// The library's entry: defines `<sand-shell>` and `<sand-inspector>`. The only public list of
// exports.

import { pageDrawer } from './element/page-drawer.ts';
import { connectPage } from './element/page.ts';
import { SandInspector } from './element/sand-inspector.ts';
import { SandShell } from './element/sand-shell.ts';
import { createSnippets, type RunSnippet, type Snippets } from './snippets/run-snippet.ts';

export type { PageEvents, ShellAnswer, ShellEvents, ShellRequest } from './element/shell-events.ts';
export { SandInspector, SandShell };
export { pageDrawer as drawer };

const snippets = createSnippets({ drawer: pageDrawer, page: connectPage });

/** Runs a `<pre>` of the page, as the button below it does. */
export const runSnippet: RunSnippet = snippets.run;

/** Fetches what a button of the page will need. */
export const prepare: Snippets['prepare'] = snippets.prepare;

/** Fetches what few snippets need at once: to edit one, and to tick what is done. */
export const lateSnippets: Snippets['late'] = snippets.late;

// On a server there is nothing to define them in; and a page may carry the library twice.
if (globalThis.customElements && !customElements.get('sand-shell')) {
  customElements.define('sand-shell', SandShell);
  customElements.define('sand-inspector', SandInspector);
}
