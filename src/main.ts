// The library's entry: defines `<sand-shell>` and `<sand-inspector>`. The only public list of exports.

import { SandInspector } from './element/sand-inspector.ts';
import { SandShell } from './element/sand-shell.ts';

export { SandInspector, SandShell };
export { pageDrawer as drawer } from './element/page-drawer.ts';
export { runSnippet } from './snippets/run-snippet.ts';

// On a server there is nothing to define them in; and a page may carry the library twice.
if (globalThis.customElements && !customElements.get('sand-shell')) {
  customElements.define('sand-shell', SandShell);
  customElements.define('sand-inspector', SandInspector);
}
