// An event: its sentence as a line, and the event as the API gives it.

import { harmless } from '../text/ansi.ts';
import { deliveryLines } from './deliveries.ts';
import { make } from './dom.ts';
import { jsonView } from './json-view.ts';
import { clockTime, copyButton } from './row-parts.ts';
import { describeEvent } from './sentences.ts';
import type { StripeEvent } from './stripe-event.ts';

/** As in `jane.smith@email.com is a new customer`. */
export function eventLine(event: StripeEvent): HTMLElement {
  const sentence = make('span', 'line-text sentence', harmless(describeEvent(event)));
  // Those of /v2 tell their time as text.
  const timeMs = event.created * 1000 || Date.parse(String(event.json['created'])) || 0;
  return make('span', 'line', sentence, ' ', clockTime(timeMs));
}

export function eventDetails(event: StripeEvent): HTMLElement {
  return make(
    'div',
    'opened',
    make('p', 'facts', `${event.type} · ${event.id}`),
    deliveryLines(event.id),
    make('h4', '', 'Event', copyButton(JSON.stringify(event.json, null, 2))),
    jsonView(event.json),
  );
}
