// Objects that a test begins with: made by ordinary requests, which have to succeed.

import { expect } from 'vitest';
import type { Answered, Call } from './open-sandbox.ts';

/** Nested as they are, with numbers and booleans as text. */
export type Given = Readonly<Record<string, unknown>>;

export function post(call: Call, path: string, params: Given = {}): Promise<Answered> {
  return call('POST', path, params as Parameters<Call>[2]);
}

/** What a request that succeeds has made. */
export async function made(
  call: Call,
  path: string,
  params: Given = {},
): Promise<Answered['body']> {
  const { status, body } = await post(call, path, params);
  expect([path, status, body.error?.message]).toEqual([path, 200, undefined]);
  return body;
}

/** That the holder of an account permits a debit, told by whoever has heard it. */
export const accepted = { mandate_data: { customer_acceptance: { type: 'offline' } } };

/** Somebody who pays with a card. */
export async function payer(call: Call, more: Given = {}): Promise<string> {
  const card = 'pm_card_visa';
  const settings = { invoice_settings: { default_payment_method: card } };
  return (await made(call, '/v1/customers', { payment_method: card, ...settings, ...more })).id;
}

interface OnClock {
  readonly clock: string;
  readonly customer: string;
  /** To so many seconds since 1970. */
  advance(to: number): Promise<Answered['body']>;
}

/** Somebody who pays with a card, on a test clock that begins at `start`. */
export async function payerOnClock(call: Call, start: number): Promise<OnClock> {
  const clocks = '/v1/test_helpers/test_clocks';
  const { id: clock } = await made(call, clocks, { frozen_time: String(start) });
  return {
    clock,
    customer: await payer(call, { test_clock: clock }),
    advance: (to) => made(call, `${clocks}/${clock}/advance`, { frozen_time: String(to) }),
  };
}

/** Ten dollars for a connected account, of fifty that are there. */
export async function transferred(
  call: Call,
  destination: string,
  more: Given = {},
): Promise<Answered['body']> {
  const usd = { currency: 'usd' };
  await made(call, '/v1/charges', { ...usd, amount: '5000', source: 'tok_bypassPending' });
  return made(call, '/v1/transfers', { ...usd, amount: '1000', destination, ...more });
}
