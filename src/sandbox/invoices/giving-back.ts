// How a credit note gives back what was paid: to the customer's balance, by refunds, or otherwise.
// Source: https://docs.stripe.com/api/credit_notes/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { sum } from '../prices/sums.ts';
import { creditBalance } from './customer-balance.ts';
import { paymentOf } from './invoice-payments.ts';

interface Given {
  /** Of the credit note. */
  readonly id: string;
  /** Then nothing is refunded, and nobody has to say yet where it goes. */
  readonly isPreview: boolean;
  readonly invoice: ApiObject;
  /** What was paid of it, in the smallest unit. */
  readonly amount: number;
}

/** A refund that was made before, or is made by the note. */
interface Refunded {
  readonly amount_refunded: number;
  readonly payment_record_refund: object | null;
  readonly refund: string | null;
  readonly type: string;
}

/** What is said of where it goes has to be all of it. Throws where it is more, or less. */
export function givenBack({ id, isPreview, invoice, amount }: Given, call: Call): Values {
  const { credit_amount: credit, refund_amount: refund, out_of_band_amount: other } = call.params;
  const linked = linkedRefunds(call);
  const parts = [credit, refund, other, ...linked.map((one) => one.amount_refunded)];
  const told = parts.filter((part) => part !== undefined).map(Number);
  const whole = sum(told);
  if (whole !== amount && !(isPreview && told.length === 0)) {
    throw unequal(whole, amount, String(invoice['currency']));
  }
  const { customer } = invoice;
  const moved =
    credit === undefined || Number(credit) === 0
      ? undefined
      : creditBalance({ id, customer, invoice: invoice.id }, Number(credit), call);
  const made = isPreview ? [] : newRefund(invoice, Number(refund ?? 0), call);
  return {
    customer_balance_transaction: moved?.id ?? null,
    out_of_band_amount: other ?? null,
    refunds: [...linked, ...made],
  };
}

function linkedRefunds(call: Call): readonly Refunded[] {
  const asked = (call.params['refunds'] ?? []) as readonly FormObject[];
  return asked.map((given, index) => {
    const { type = 'refund', amount_refunded: amount, payment_record_refund: record } = given;
    if (type !== 'refund') {
      const told = { payment_record_refund: inner(record), refund: null, type: String(type) };
      return { amount_refunded: Number(amount ?? 0), ...told };
    }
    const param = `refunds[${index}][refund]`;
    if (given['refund'] === undefined) throw missingParam(param);
    const refund = requireObject(call, 'refund', String(given['refund']), param);
    return asRefunded(refund, Number(amount ?? refund['amount']));
  });
}

function newRefund(invoice: ApiObject, amount: number, call: Call): readonly Refunded[] {
  const { payment_intent: intent } = inner(paymentOf(invoice, call)?.['payment']);
  if (amount <= 0 || typeof intent !== 'string') return [];
  return [asRefunded(call.request('/v1/refunds', { payment_intent: intent, amount }), amount)];
}

function asRefunded({ id }: ApiObject, amount: number): Refunded {
  return { amount_refunded: amount, payment_record_refund: null, refund: id, type: 'refund' };
}

function unequal(told: number, amount: number, currency: string): ApiError {
  return new ApiError(
    `The sum of refunds, credit amount, and out of band amount (${written(told, currency)}) must ` +
      `equal the credit note post_payment_amount (${written(amount, currency)}).`,
  );
}
