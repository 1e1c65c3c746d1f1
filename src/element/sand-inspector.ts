// `<sand-inspector>`: the requests and events of the page's sandbox, as they happen.

import { make, styleSheet } from '../inspector/dom.ts';
import type { Feed } from '../inspector/feed.ts';
import type { Inspector } from '../inspector/inspector.ts';
import paletteCss from '../inspector/palette.css?inline';
import { BaseElement } from './base-element.ts';
import { idle } from './idle.ts';
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
    root.adoptedStyleSheets = [styleSheet(paletteCss), styleSheet(waitingCss)];
    root.replaceChildren(make('p', '', 'Run a command, and its request appears here.'));
    // With nothing to show nothing is fetched: the prompt and its first answer come first.
    await Promise.race([firstEntry(requests), firstEntry(events)]);
    await idle();
    const { createInspector } = await import('../inspector/inspector.ts');
    if (!this.isConnected || this.#inspector) return;
    this.#inspector = createInspector({ requests, events });
    root.adoptedStyleSheets = [styleSheet(paletteCss), this.#inspector.sheet];
    root.replaceChildren(this.#inspector.element);
  }
}

const waitingCss = ':host{display:block}p{margin:0;padding:12px 16px;font-size:13px;opacity:.8}';

function firstEntry(feed: Feed<unknown>): Promise<void> {
  return new Promise((resolve) => {
    if (feed.entries().length > 0) return resolve();
    const stop = feed.on('add', () => {
      stop();
      resolve();
    });
  });
}
