// `<sand-inspector>`: the requests and events of the page's sandbox, as they happen.

import { styleSheet } from '../inspector/dom.ts';
import type { Inspector } from '../inspector/inspector.ts';
import paletteCss from '../inspector/palette.css?inline';
import { BaseElement } from './base-element.ts';
import { connectPage } from './page.ts';

/**
 * Shows the one sandbox of the page, that of its `<sand-shell>` elements.
 * Attributes: `theme` (`light` or `dark`; else as the reader's system).
 * CSS properties: `--sandshell-background`, `--sandshell-color`, `--sandshell-accent`,
 * `--sandshell-font`.
 */
export class SandInspector extends BaseElement {
  #inspector: Inspector | undefined;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    // Without a connection there is nothing to show; the shell tells why.
    this.#render(root).catch(() => undefined);
  }

  disconnectedCallback(): void {
    this.#inspector?.close();
    this.#inspector = undefined;
    this.shadowRoot?.replaceChildren();
  }

  async #render(root: ShadowRoot): Promise<void> {
    const { requests, events } = await connectPage();
    // After the connection: the prompt, which needs that too, comes first.
    const { createInspector } = await import('../inspector/inspector.ts');
    if (!this.isConnected || this.#inspector) return;
    this.#inspector = createInspector({ requests, events });
    root.adoptedStyleSheets = [styleSheet(paletteCss), this.#inspector.sheet];
    root.replaceChildren(this.#inspector.element);
  }
}
