// Cards that are held to a reader: what is told of them, and the card that can be kept in their place.
// Source: https://docs.stripe.com/terminal/features/saving-payment-details/overview

import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { fingerprintOf } from './card-behind.ts';
import { holdingAtReader, isIncrementWanted } from './incremental.ts';
import { networkTransactionId } from './network-ids.ts';
import { cardValues, usualExpiry } from './payment-methods.ts';
import { atReader, networksOf, verificationOf } from './reader-tests.ts';
import type { TestCard } from './test-cards.ts';

/** `type` is `card_present` or `interac_present`. */
export function presentedMethod(known: TestCard, type: string, call: Call): ApiObject {
  const card = atReader(known, type);
  const { month, year } = usualExpiry(call);
  return make(call, 'payment_method', {
    [type]: {
      brand: card.brand,
      brand_product: null,
      cardholder_name: null,
      country: card.country,
      exp_month: month,
      exp_year: year,
      fingerprint: fingerprintOf(card.number, call.account),
      funding: card.funding,
      last4: card.number.slice(-4),
      networks: { available: networksOf(card), preferred: null },
      offline: null,
      preferred_locales: ['en'],
      read_method: 'contact_emv',
    },
    type,
  });
}

export function isPresent({ type }: ApiObject): boolean {
  return type === 'card_present' || type === 'interac_present';
}

/** What a charge tells of the card that it was paid with. */
export function presentDetails(
  method: ApiObject,
  { from, isHeld }: { readonly from: Values; readonly isHeld: boolean },
  call: Call,
): Values {
  const type = String(method['type']);
  const { networks: _, offline, ...kept } = Object(method[type]) as Values;
  return {
    [type]: sorted({
      ...kept,
      amount_authorized: from['amount'] ?? null,
      ...(isHeld && type === 'card_present'
        ? { capture_before: call.now + holdingAtReader(kept['brand']) }
        : {}),
      emv_auth_data: null,
      generated_card: generatedCardOf(method, call) ?? null,
      incremental_authorization_supported: isIncrementWanted(from),
      network: kept['brand'],
      network_transaction_id: networkTransactionId(kept, call),
      ...(type === 'card_present' ? { offline } : {}),
      overcapture_supported: false,
      receipt: {
        account_type: kept['funding'] === 'debit' ? 'checking' : kept['funding'],
        application_cryptogram: call.newText(16).toUpperCase(),
        application_preferred_name: 'Stripe Credit',
        authorization_code: null,
        authorization_response_code: '3030',
        cardholder_verification_method: verificationOf(kept, call),
        dedicated_file_name: 'A000000003101001',
        terminal_verification_results: '0000000000',
        transaction_status_information: '6800',
      },
    }),
    type,
  };
}

/** Kept beside the methods, and told nowhere: which card stands for one that was presented. */
const generatedKind = 'payment_method.generated_card';

export function generatedCardOf({ id }: ApiObject, { get }: Call): string | undefined {
  return get(generatedKind, id)?.['card'] as string | undefined;
}

/** With the payment that it comes from. */
export function generatedBy({ id }: ApiObject, kept: ApiObject): ApiObject {
  const card = Object(kept['card']) as Values;
  return {
    ...kept,
    card: { ...card, generated_from: { ...Object(card['generated_from']), charge: id } },
  };
}

/** A card that was presented cannot be used again: another method stands for it. Others stay. */
export function reusable(method: ApiObject, card: TestCard | undefined, call: Call): ApiObject {
  if (!isPresent(method) || !card) return method;
  const { card: values } = cardValues(card, call);
  const details = {
    payment_method_details: presentDetails(method, { from: {}, isHeld: false }, call),
  };
  const made = make(call, 'payment_method', {
    card: { ...values, generated_from: { charge: null, ...details, setup_attempt: null } },
    type: 'card',
  });
  call.put({ id: method.id, object: generatedKind, card: made.id });
  return made;
}
