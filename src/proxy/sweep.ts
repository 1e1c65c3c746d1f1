// Ends what visitors have left behind, when their time is over. When that is stands in the tag itself:
// nothing has to be remembered, and any machine may do it.

import type { Clock } from '../base/clock.ts';
import type { Operation } from '../catalog/catalog.ts';
import { type Answer, isOk } from './answer.ts';
import { patientCaller } from './asked.ts';
import type { Forward } from './call.ts';
import type { Seen } from './owners.ts';
import { Refusal } from './refusal.ts';
import { tagOf } from './tag-name.ts';
import { endOf } from './visitor-tokens.ts';
import type { Separation } from './visitors.ts';

export interface SweepOptions {
  readonly separation: Separation;
  readonly lifetimeSeconds: number;
  readonly clock: Clock;
  /** Between two questions, so that visitors have most of what the upstream takes. */
  pause(ms: number): Promise<void>;
}

export interface Swept {
  readonly ended: number;
  /** That the upstream did not let go, such as a customer whose invoice is being paid. */
  readonly refused: number;
}

/** How objects of a kind end. What Stripe keeps for ever is at least closed. */
interface Ending {
  readonly list: string;
  readonly method: 'DELETE' | 'POST';
  /** Behind the id, as in `/cancel`. */
  readonly action?: string;
  readonly body?: string;
  isOpen?(object: Seen): boolean;
}

const isActive = ({ active }: Seen): boolean => active === true;
const hasStatus =
  (...statuses: readonly string[]) =>
  ({ status }: Seen): boolean =>
    statuses.includes(String(status));
const isPending = hasStatus('requires_payment_method', 'requires_confirmation', 'requires_action');

/** What hangs on others first. */
const byTag: readonly Ending[] = [
  { list: '/v1/subscriptions', method: 'DELETE' },
  { list: '/v1/invoiceitems', method: 'DELETE', isOpen: ({ invoice }) => invoice === null },
  { list: '/v1/invoices', method: 'DELETE', isOpen: hasStatus('draft') },
  { list: '/v1/quotes', method: 'POST', action: '/cancel', isOpen: hasStatus('draft', 'open') },
  { list: '/v1/payment_intents', method: 'POST', action: '/cancel', isOpen: isPending },
  { list: '/v1/setup_intents', method: 'POST', action: '/cancel', isOpen: isPending },
  { list: '/v1/checkout/sessions', method: 'POST', action: '/expire', isOpen: hasStatus('open') },
  { list: '/v1/payment_links', method: 'POST', body: 'active=false', isOpen: isActive },
  { list: '/v1/customers', method: 'DELETE' },
  { list: '/v1/promotion_codes', method: 'POST', body: 'active=false', isOpen: isActive },
  { list: '/v1/coupons', method: 'DELETE' },
  { list: '/v1/prices', method: 'POST', body: 'active=false', isOpen: isActive },
  { list: '/v1/products', method: 'POST', body: 'active=false', isOpen: isActive },
];

/** With the account goes all that is in it. */
const byAccount: readonly Ending[] = [{ list: '/v1/accounts', method: 'DELETE' }];

const pageLimit = 100;
const pagesMax = 20;
const pauseMs = 200;
const triesMax = 3;

/** Never rejects: what could not be ended now is left to the next sweep. */
export async function sweep(forward: Forward, options: SweepOptions): Promise<Swept> {
  const { separation, clock, pause } = options;
  const swept = { ended: 0, refused: 0 };
  const ask = patiently(forward, pause);

  async function end(ending: Ending, object: Seen): Promise<void> {
    const { list, method, action = '', body = '' } = ending;
    const id = encodeURIComponent(String(object['id']));
    const asked = { method, path: `${list}/${id}${action}`, query: '' };
    const answer = await ask({ ...asked, body: method === 'POST' ? body : undefined });
    if (answer && isOk(answer)) swept.ended += 1;
    else swept.refused += 1;
  }
  for (const ending of separation === 'tag' ? byTag : byAccount) {
    for await (const object of objectsOf(ending, ask, options)) {
      const ends = endOf(tagOf(object) ?? '');
      const isOver = ends * 1000 <= clock();
      if (isOver && (ending.isOpen?.(object) ?? true)) await end(ending, object);
    }
  }
  return swept;
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string | undefined;
}

type Ask = (question: Question) => Promise<Answer | undefined>;

/** Undefined where the upstream has no answer just now. */
function patiently(forward: Forward, pause: SweepOptions['pause']): Ask {
  return async (question) => {
    for (let tries = 0; tries < triesMax; tries += 1) {
      await pause(pauseMs);
      try {
        return await forward({
          ...question,
          operation: ofSweep,
          headers: {},
          visitorToken: undefined,
          clientAddress: 'sweep',
          caller: patientCaller,
          spent: { upstreamMs: undefined },
        });
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 429) return undefined;
        await pause(1000 * Number(error.headers['Retry-After'] ?? 1));
      }
    }
    return undefined;
  };
}

/** Those that visitors can have made and that may be over, the newest first. */
async function* objectsOf(
  { list }: Ending,
  ask: Ask,
  { lifetimeSeconds, clock }: SweepOptions,
): AsyncGenerator<Seen> {
  // An older one was there for the sweeps of a whole lifetime.
  const since = Math.floor(clock() / 1000) - 3 * lifetimeSeconds;
  const query = new URLSearchParams({ limit: String(pageLimit), 'created[gte]': String(since) });
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const answer = await ask({
      method: 'GET',
      path: list,
      query: query.toString(),
      body: undefined,
    });
    if (!answer || !isOk(answer)) return;
    const page = JSON.parse(answer.body) as { readonly data: readonly Seen[]; has_more: boolean };
    yield* page.data;
    const last = page.data.at(-1)?.['id'];
    if (!page.has_more || typeof last !== 'string') return;
    query.set('starting_after', last);
  }
}

const ofSweep: Operation = {
  words: ['sweep'],
  positionals: [],
  route: { method: 'GET', path: '', verb: 'list', result: { type: 'any' }, isPreview: false },
};
