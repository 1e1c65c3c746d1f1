// `<sand-inspector>`: the requests and events of the page's sandbox, as they happen.

import { styleSheet } from '../inspector/dom.ts';
import { createInspector, type Inspector } from '../inspector/inspector.ts';
import inspectorCss from '../inspector/inspector.css?inline';
import paletteCss from '../inspector/palette.css?inline';
import { BaseElement } from './base-element.ts';
import { connectPage } from './page.ts';

/**
 * Shows the one sandbox of the page, that of its `<sand-shell>` elements.
 * Attributes: `theme` (`light` or `dark`; else as the reader's system).
 * CSS properties: `--sandshell-background`, `--sandshell-color`, `--sandshell-accent`, `--sandshell-font`.
 */
export class SandInspector extends BaseElement {
  #inspector: Inspector | undefined;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet(paletteCss), styleSheet(inspectorCss)];
    void this.#render(root);
  }

  disconnectedCallback(): void {
    this.#inspector?.close();
    this.#inspector = undefined;
    this.shadowRoot?.replaceChildren();
  }

  async #render(root: ShadowRoot): Promise<void> {
    const { requests, events } = await connectPage();
    if (!this.isConnected || this.#inspector) return;
    this.#inspector = createInspector({ requests, events });
    root.replaceChildren(this.#inspector.element);
  }
}
