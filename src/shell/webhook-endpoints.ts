// The webhook endpoints of the account, for `stripe listen --use-configured-webhooks`.

import type { Context } from './command.ts';
import { ShellError } from './shell-error.ts';

export interface Endpoint {
  /** With the query, as in `/hooks?a=b`. */
  readonly path: string;
  /** Types, or `*` alone. */
  readonly events: readonly string[];
  /** Whether it takes the events of connected accounts, and no others. */
  readonly isConnect: boolean;
}

const address = 'https://api.stripe.com/v1/webhook_endpoints?limit=30';

/** Throws ShellError where they cannot be had. */
export async function readEndpoints(key: string, context: Context): Promise<readonly Endpoint[]> {
  const headers = {
    Authorization: `Bearer ${key}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Stripe-Version': '2019-03-14',
  };
  const response = await context.send(new Request(address, { headers }));
  const text = await response.text();
  if (!response.ok) {
    throw new ShellError(`Request failed, status=${response.status}, body=${text}`);
  }
  const { data = [] } = JSON.parse(text) as { readonly data?: readonly Listed[] };
  return data.map(({ url, enabled_events: events, application }) => {
    const { pathname, search } = new URL(url);
    return { path: pathname + search, events, isConnect: Boolean(application) };
  });
}

interface Listed {
  readonly url: string;
  readonly enabled_events: readonly string[];
  readonly application?: string | null;
}
