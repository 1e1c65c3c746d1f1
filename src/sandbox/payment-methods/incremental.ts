// What may be done with the money that a card holds, as the payment asks for it: it is raised later, more
// of it is taken, or in parts, or it is held for longer.
// Source: https://docs.stripe.com/payments/flexible-payments

import type { Values } from '../objects/skeleton.ts';

interface Options {
  readonly card?: {
    readonly request_extended_authorization?: string;
    readonly request_incremental_authorization?: string;
    readonly request_multicapture?: string;
    readonly request_overcapture?: string;
  };
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

const daySeconds = 86_400;
const usualSeconds = 7 * daySeconds;
/** By Visa, of what a merchant asks for without the cardholder, and of cards that are presented. */
const shortSeconds = 4.75 * daySeconds;

/** By brand. Visa needs some hours of its thirty days itself. */
const extendedSeconds: ReadonlyMap<unknown, number> = new Map([
  ['amex', 30 * daySeconds],
  ['discover', 30 * daySeconds],
  ['mastercard', 30 * daySeconds],
  ['visa', 29.75 * daySeconds],
]);

/** How long it is held, and whether that is longer than usual. */
export function holding(
  intent: Values,
  { brand, isOffSession }: { readonly brand: unknown; readonly isOffSession: boolean },
): { isExtended: boolean; seconds: number } {
  const { request_extended_authorization: wish } = optionsIn(intent).card ?? {};
  const seconds = wish === 'if_available' ? extendedSeconds.get(brand) : undefined;
  const usual = brand === 'visa' && isOffSession ? shortSeconds : usualSeconds;
  return { isExtended: seconds !== undefined, seconds: seconds ?? usual };
}

/** Of a card that is presented. */
export function holdingAtReader(brand: unknown): number {
  return brand === 'visa' ? shortSeconds : 2 * daySeconds;
}

/** In percent of what is held, by brand: those of a restaurant. */
const tipPercents: ReadonlyMap<unknown, number> = new Map([
  ['amex', 30],
  ['discover', 20],
  ['mastercard', 30],
  ['visa', 20],
]);

/** How much of a charge can be taken. */
export function overcapture(
  intent: Values,
  brand: unknown,
  isHeld: boolean,
): { maximum_amount_capturable: number; status: string } {
  const { request_overcapture: wish } = optionsIn(intent).card ?? {};
  const percent = wish === 'if_available' && isHeld ? tipPercents.get(brand) : undefined;
  const amount = Number(intent['amount']);
  return {
    maximum_amount_capturable: amount + Math.floor((amount * (percent ?? 0)) / 100),
    status: percent === undefined ? 'unavailable' : 'available',
  };
}

/** Whether a part of it can be taken while the rest stays held. */
export function multicapture(intent: Values, brand: unknown, isHeld: boolean): { status: string } {
  const { request_multicapture: wish } = optionsIn(intent).card ?? {};
  const isAvailable = wish === 'if_available' && isHeld && brands.has(brand);
  return { status: isAvailable ? 'available' : 'unavailable' };
}

const brands: ReadonlySet<unknown> = new Set(['amex', 'discover', 'mastercard', 'visa']);

/** The same for a card that is held to a reader. */
export function isIncrementWanted(intent: Values): boolean {
  const { card_present: present } = optionsIn(intent);
  const isHeld = intent['capture_method'] === 'manual';
  return isHeld && present?.request_incremental_authorization_support === true;
}
