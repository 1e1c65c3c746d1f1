// What the proxy itself says no to, in the shape of Stripe's errors: https://docs.stripe.com/api/errors

import type { Answer } from './answer.ts';

/** Thrown by whatever checks; caught once, in core.ts. The message never tells back what was sent. */
export class Refusal extends Error {
  /** Of HTTP. */
  readonly status: number;
  /** As in `origin_not_allowed`: the code of the answer is `proxy_origin_not_allowed`. */
  readonly reason: string;
  /** Further headers of the answer, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reason: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }
}

export function refusalAnswer({ status, reason, message, headers }: Refusal): Answer {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  const body = JSON.stringify({ error: { code: `proxy_${reason}`, message, type } }, null, 2);
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: `${body}\n`,
  };
}

/** Never again until it is started anew: the SDKs need not try. */
export function stoppedRefusal(): Refusal {
  const message = 'This proxy has stopped: it was answered from live mode.';
  return new Refusal(503, 'stopped', message, { 'Stripe-Should-Retry': 'false' });
}
