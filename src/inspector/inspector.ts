// Both panels together: what was asked, and what came of it.

import type { Exchange } from '../backend/request-log.ts';
import { followDeliveries } from './deliveries.ts';
import { make, styleSheet } from './dom.ts';
import { eventDetails, eventLine } from './event-row.ts';
import type { Feed } from './feed.ts';
import inspectorCss from './inspector.css?inline';
import { createPanel } from './panel.ts';
import { requestDetails, requestLine } from './request-row.ts';
import type { StripeEvent } from './stripe-event.ts';

export interface InspectorOptions {
  readonly requests: Feed<Exchange>;
  readonly events: Feed<StripeEvent>;
}

export interface Inspector {
  readonly element: HTMLElement;
  /** For the root that the element is put into. */
  readonly sheet: CSSStyleSheet;
  /** Stops following the feeds. */
  close(): void;
}

export function createInspector({ requests, events }: InspectorOptions): Inspector {
  followDeliveries();
  const requestPanel = createPanel({
    title: 'Requests',
    emptyText: 'Run a command, and its request appears here.',
    feed: requests,
    line: requestLine,
    details: requestDetails,
  });
  const eventPanel = createPanel({
    title: 'Events',
    emptyText: 'What changes in the sandbox is told here.',
    feed: events,
    line: eventLine,
    details: eventDetails,
  });

  return {
    sheet: styleSheet(inspectorCss),
    element: make('div', 'inspector', requestPanel.element, eventPanel.element),
    close() {
      requestPanel.close();
      eventPanel.close();
    },
  };
}
