// What Radar makes of payments: reviews of risky ones, warnings of those that turn out stolen.
// Source: https://docs.stripe.com/radar/reviews and https://docs.stripe.com/testing#fraud-prevention

import type { ApiObject, Call } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';

/** The card whose issuer reports a fraud. */
const reportedNumber = '4000000000005423';

/** Gives the charge as it is by then. Emits review.opened or radar.early_fraud_warning.created. */
export function watch(charge: ApiObject, card: TestCard | undefined, call: Call): ApiObject {
  if (card?.number === reportedNumber) warn(charge, call);
  if (card?.risk !== 'elevated') return charge;
  const review = make(call, 'review', {
    billing_zip: Object(Object(charge['billing_details']).address).postal_code ?? null,
    charge: charge.id,
    open: true,
    opened_reason: 'rule',
    payment_intent: charge['payment_intent'],
    reason: 'rule',
  });
  call.emit('review.opened', review);
  return change(call, charge, { review: review.id });
}

function warn(charge: ApiObject, call: Call): void {
  const warning = make(call, 'radar.early_fraud_warning', {
    actionable: true,
    charge: charge.id,
    fraud_type: 'made_with_stolen_card',
    payment_intent: charge['payment_intent'],
  });
  call.emit('radar.early_fraud_warning.created', warning);
}

/** Gives the review after. Emits review.closed. */
export function closeReview(review: ApiObject, reason: string, call: Call): ApiObject {
  const after = change(call, review, { closed_reason: reason, open: false, reason });
  call.emit('review.closed', after);
  return after;
}

/** A charge that is given back whole needs neither review nor warning any more. */
export function settleRisk(charge: ApiObject, call: Call): void {
  const review = call.get('review', String(charge['review']));
  const isFraud = call.params['reason'] === 'fraudulent';
  if (review?.['open'] === true)
    closeReview(review, isFraud ? 'refunded_as_fraud' : 'refunded', call);
  for (const warning of call.all('radar.early_fraud_warning')) {
    if (warning['charge'] !== charge.id || warning['actionable'] !== true) continue;
    change(call, warning, { actionable: false }, 'radar.early_fraud_warning.updated');
  }
}
