// The library's entry: defines `<sand-shell>` and `<sand-inspector>`. The only public list of
// exports.

import { pageDrawer } from './element/page-drawer.ts';
import { connectPage } from './element/page.ts';
import { SandInspector } from './element/sand-inspector.ts';
import { SandShell } from './element/sand-shell.ts';
import { createSnippetRunner, type RunSnippet } from './snippets/run-snippet.ts';

export { SandInspector, SandShell };
export { pageDrawer as drawer };

/** Runs a `<pre>` of the page in its drawer, as the button below it does. */
export const runSnippet: RunSnippet = createSnippetRunner({
  open: () => pageDrawer().open({ isFocused: false }),
  run: (line) => pageDrawer().run(line, { isToldElsewhere: true }),
  insert: (line) => pageDrawer().insert(line),
  newestId: async (object) => (await connectPage()).newestId(object),
});

// On a server there is nothing to define them in; and a page may carry the library twice.
if (globalThis.customElements && !customElements.get('sand-shell')) {
  customElements.define('sand-shell', SandShell);
  customElements.define('sand-inspector', SandInspector);
}
