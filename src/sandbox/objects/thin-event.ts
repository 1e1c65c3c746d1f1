// Events of /v2, which are thin: they name what they are about, and do not hold it.
// Source: https://docs.stripe.com/event-destinations#thin-events

import type { ApiObject, Call } from '../behaviour.ts';
import { isAwaited } from './events.ts';
import { make } from './make.ts';
import type { Values } from './skeleton.ts';

export interface Related {
  readonly id: string;
  /** What it is called in the API. */
  readonly type: string;
  readonly url: string;
}

/** As /v2 writes times. */
export function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/**
 * Stored, so that it is among `/v2/core/events`, and sent to the event destinations that wait for it; `data`
 * tells more.
 */
export function makeThinEvent(
  call: Call,
  type: string,
  { related, data }: { readonly related?: Related | undefined; readonly data?: object },
): ApiObject {
  const more: Values = {
    ...(data ? { data } : {}),
    ...(related ? { related_object: related } : {}),
  };
  const created = timeText(call.now);
  const event = make(call, 'v2.core.event', { created, livemode: false, type }, more);
  for (const destination of call.all('v2.core.event_destination')) {
    const isThin = destination['event_payload'] === 'thin';
    if (isThin && isAwaited(destination, type)) call.tellAgain(event, destination.id);
  }
  return event;
}
