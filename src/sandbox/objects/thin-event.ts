// Events of /v2, which are thin: they name what they are about, and do not hold it.
// Source: https://docs.stripe.com/event-destinations#thin-events

import type { ApiObject, Call } from '../behaviour.ts';
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

/** Stored, so that it is among `/v2/core/events`; `data` tells more. */
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
  return make(call, 'v2.core.event', { created, livemode: false, type }, more);
}
