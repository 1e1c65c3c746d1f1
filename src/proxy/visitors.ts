// Keeps the visitors of a page apart, so that none sees the objects of another: a Forward around a
// Forward. Who somebody is stands in a signed token that the page sends back.

import type { Clock } from '../base/clock.ts';
import { type Answer, withHeader } from './answer.ts';
import type { Forward, Limiter, PassedHeaders, ProxyCall } from './call.ts';
import { takeOrRefuse } from './limits.ts';
import { createTagged } from './tagged.ts';
import { visitorHeader } from './read-headers.ts';
import { createAccounts } from './visitor-account.ts';
import { createVisitorTokens, type Visitor } from './visitor-tokens.ts';

/**
 * `tag`: all share one sandbox, and objects carry their maker's tag. `account`: each gets a connected
 * test account, made with the first request.
 */
export type Separation = 'tag' | 'account';

export interface VisitorOptions {
  readonly separation: Separation;
  readonly secret: string;
  /** Of a visit; then its objects may be swept away. */
  readonly lifetimeSeconds: number;
  readonly clock: Clock;
  /** Of requests, by visitor. */
  readonly limiter?: Limiter | undefined;
  /** Of new accounts, by address. */
  readonly newcomers?: Limiter | undefined;
}

export function keepApart(forward: Forward, options: VisitorOptions): Forward {
  const { separation, limiter, newcomers } = options;
  const tokens = createVisitorTokens(options);
  const accounts = createAccounts(forward);
  const tagged = createTagged(forward, options);

  async function settle(call: ProxyCall, visitor: Visitor): Promise<Visitor> {
    if (separation === 'tag' || visitor.account !== undefined) return visitor;
    if (newcomers) {
      const reason = 'There were too many new visitors from this address';
      await takeOrRefuse(newcomers, call.clientAddress, reason);
    }
    return { ...visitor, account: await accounts.open(call, visitor) };
  }

  return async (call) => {
    const known = await tokens.read(call.visitorToken);
    const begun = known ?? tokens.begin();
    if (limiter) await takeOrRefuse(limiter, begun.tag, 'You asked too often');
    const visitor = await settle(call, begun);
    const { headers, restore } = await withOwnKey(call.headers, visitor);
    const ask = separation === 'tag' ? tagged : accounts.ask;
    const answer = restore(await ask({ ...call, headers }, visitor));
    if (visitor === known) return answer;
    return withHeader(answer, visitorHeader, await tokens.write(visitor));
  };
}

const keyName = 'idempotency-key';
const keyLengthMax = 255;

/** One visitor's idempotency key must not bring another's answer. */
async function withOwnKey(
  given: PassedHeaders,
  { tag }: Visitor,
): Promise<{ headers: PassedHeaders; restore(answer: Answer): Answer }> {
  const key = given[keyName];
  if (key === undefined) return { headers: given, restore: (answer) => answer };
  return {
    headers: { ...given, [keyName]: await ownKey(tag, key) },
    restore: (answer) => (keyName in answer.headers ? withHeader(answer, keyName, key) : answer),
  };
}

/** Cut off, a long one would lose the tag, or be the same as another. */
async function ownKey(tag: string, key: string): Promise<string> {
  const own = `${tag}.${key}`;
  if (own.length <= keyLengthMax) return own;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  const bytes = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
  return `${tag}.${bytes.join('')}`;
}
