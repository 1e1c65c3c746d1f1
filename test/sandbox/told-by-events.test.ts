// Whoever keeps a copy by events alone has what the API says. Requests at random; each event is held
// against the one before it, and the API against the last one of each object.

import { expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';
import { begin, catalog, nextRequest, openWorld, pathOfOne, remember } from './random-requests.ts';

/** More of them, where there is time: `EVENT_REQUESTS=40000`, and others: `EVENT_SEED=b`. */
const requests = Number(process.env['EVENT_REQUESTS'] ?? 1_000);
const seed = process.env['EVENT_SEED'] ?? 'events';

/** The API is asked for all that is known after so many. */
const requestsBetweenChecks = 5;

type Values = Readonly<Record<string, unknown>>;

/** What changes and is no event's: counters, and what only older versions tell. */
const untold: Readonly<Record<string, readonly string[]>> = {
  charge: ['transfer_group'],
  coupon: ['times_redeemed', 'valid'],
  customer: ['default_currency', 'next_invoice_sequence'],
  // The checks of a card, once it pays.
  payment_method: ['card'],
  promotion_code: ['times_redeemed', 'active'],
};

/** They say by their names what changes. */
const moving: ReadonlySet<string> = new Set(['payment_method.attached', 'payment_method.detached']);

const eventTypes = new Set(await catalog.events());

/** Whether there is an event for any change of it. */
function isTold(object: string): boolean {
  const stems = [object, `customer.${object}`, object.replaceAll('.', '_')];
  return stems.some((stem) => eventTypes.has(`${stem}.updated`));
}

function isCounted({ object }: Values): (name: string) => boolean {
  return (name) => !untold[String(object)]?.includes(name);
}

function differing(before: Values, after: Values): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  const isSame = (name: string): boolean =>
    JSON.stringify(before[name]) === JSON.stringify(after[name]);
  return names.filter((name) => !isSame(name)).filter(isCounted(after));
}

interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: Values; readonly previous_attributes?: Values };
}

test(`what ${requests} requests change is told by events`, { timeout: 1_200_000 }, async () => {
  const world = openWorld(seed);
  const { call } = openSandbox();
  const known = new Map<string, Values>();
  let last: string | undefined;
  let [events, changes, objects] = [0, 0, 0];

  const follow = ({ id, type, data }: Told, asked: unknown): void => {
    last = id;
    events += 1;
    const { object, previous_attributes: previous } = data;
    // A copy is of one object; what is to come is none.
    if (typeof object['id'] !== 'string' || type === 'invoice.upcoming') return;
    const key = `${String(object['object'])} ${object['id']}`;
    const before = known.get(key);
    if (type.endsWith('.deleted')) known.delete(key);
    else known.set(key, object);
    if (!before) return;
    const names = differing(before, object);
    const said = Object.keys(previous ?? {})
      .filter(isCounted(object))
      .toSorted();
    const isUpdate = type.endsWith('.updated') && names.length > 0;
    if (isUpdate) expect([type, asked, said]).toEqual([type, asked, names]);
    // What has an event for any change, and changes by another one, says so by its status.
    const isQuiet =
      !previous && !moving.has(type) && names.length > 0 && isTold(String(object['object']));
    if (isQuiet) expect([type, asked, names]).toContainEqual(expect.arrayContaining(['status']));
    if (names.length > 0) changes += 1;
  };

  const read = async (asked: unknown): Promise<void> => {
    for (let isMore = true; isMore;) {
      const since = last === undefined ? {} : { ending_before: last };
      const { body } = await call('GET', '/v1/events', { limit: '100', ...since });
      for (const event of body.data.toReversed()) follow(event, asked);
      isMore = body.has_more;
    }
  };

  const check = async (asked: unknown): Promise<void> => {
    for (const [key, object] of known) {
      const kind = String(object['object']);
      const path = pathOfOne(object);
      if (path === undefined || !isTold(kind)) known.delete(key);
      else {
        const { status, body } = await call('GET', path);
        expect([key, asked, status, differing(object, body)]).toEqual([key, asked, 200, []]);
        objects += 1;
      }
    }
  };

  await begin(world, call);
  await read('begin');
  for (let n = 0; n < requests; n += 1) {
    const { path, params } = nextRequest(world);
    const { status, body } = await call('POST', path, params);
    if (status !== 200) continue;
    remember(world, body);
    await read([path, params]);
    if (n % requestsBetweenChecks === 0) await check([path, params]);
  }
  console.log(`${events} events, ${changes} changes by them, ${objects} objects asked again`);
  expect(changes).toBeGreaterThan(requests / 100);
  expect(objects).toBeGreaterThan(requests / 4);
});
