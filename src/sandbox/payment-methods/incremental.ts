// Whether the money that a card holds may be raised later, as the payment asks for it.
// Source: https://docs.stripe.com/payments/incremental-authorization

import type { Values } from '../objects/skeleton.ts';

interface Options {
  readonly card?: { readonly request_incremental_authorization?: string };
  readonly card_present?: { readonly request_incremental_authorization_support?: boolean };
}

function optionsIn({ payment_method_options: options }: Values): Options {
  return Object(options) as Options;
}

/** Of a charge that is only held, as its intent asked for it. */
export function incrementalStatus(intent: Values, brand: unknown, isCaptured: boolean): string {
  const { request_incremental_authorization: wish } = optionsIn(intent).card ?? {};
  const isAvailable = wish === 'if_available' && !isCaptured && brands.has(brand);
  return isAvailable ? 'available' : 'unavailable';
}

const brands: ReadonlySet<unknown> = new Set(['amex', 'discover', 'mastercard', 'visa']);

/** The same for a card that is held to a reader. */
export function isIncrementWanted(intent: Values): boolean {
  const { card_present: present } = optionsIn(intent);
  const isHeld = intent['capture_method'] === 'manual';
  return isHeld && present?.request_incremental_authorization_support === true;
}
