// An event as an older version of the API tells it: with what its object had then, as far as that is known
// when the event is told. Source: https://docs.stripe.com/webhooks/versioning

import type { ApiObject, Known } from './behaviour.ts';
import { withToldMode } from './checkout/page-modes.ts';
import { asFormerly } from './former-shapes.ts';
import { previousAttributes } from './objects/events.ts';
import { having } from './objects/shelf-index.ts';
import type { Values } from './objects/skeleton.ts';
import type { Holdings } from './objects/store.ts';

/** `holdings` are those of the event's account; nothing of them is changed. */
export function versionedEvent(event: ApiObject, version: string, holdings: Holdings): ApiObject {
  const { object, previous_attributes: previous } = event['data'] as {
    readonly object: ApiObject;
    readonly previous_attributes?: Values;
  };
  const known = knownIn(holdings, version);
  const after = told(object, known);
  if (after === object) return event;
  if (previous === undefined) return { ...event, data: { object: after } };
  const before = told(restored(object, previous) as ApiObject, known);
  return {
    ...event,
    data: { object: after, previous_attributes: previousAttributes(before, after) },
  };
}

/** As an answer of that version tells it. */
function told(object: ApiObject, known: Known): ApiObject {
  const formerly = asFormerly(object, known);
  return object.object === 'checkout.session' ? withToldMode(formerly, known) : formerly;
}

function knownIn(holdings: Holdings, version: string): Known {
  return {
    version,
    all: (object) => Array.from(holdings.walk(object, 'newer'), (record) => record.version),
    get: (object, id) => holdings.record(object, id)?.version,
    having: (object, field, id) => having(holdings.shelf(object), field, id),
  };
}

/** What it was, by what has changed: the reverse of `previousAttributes`. */
function restored(now: Values, previous: Values): Values {
  const former = Object.entries(previous).map(([name, was]) => {
    const is = now[name];
    return [name, isPlain(was) && isPlain(is) ? restored(is, was) : was] as const;
  });
  return { ...now, ...Object.fromEntries(former) };
}

function isPlain(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
