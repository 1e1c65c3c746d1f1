// The cash balance of a customer: what transfers bring, and the payments that it goes to.
// Source: https://docs.stripe.com/payments/customer-balance/reconciliation

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { drafted, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import {
  financialAddresses,
  isTransferKind,
  readTransfer,
  transferKindFor,
} from '../payment-methods/bank-transfers.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { succeed } from './card-payment.ts';

export function cashBalanceOf(customer: string, call: Call): ApiObject {
  return (
    call.get('cash_balance', customer) ??
    ({ ...drafted(call, 'cash_balance'), customer } as unknown as ApiObject)
  );
}

export function availableIn(customer: string, currency: string, call: Call): number {
  const { available } = cashBalanceOf(customer, call);
  return (available as Readonly<Record<string, number>> | null)?.[currency] ?? 0;
}

/** Whether what comes in goes to open payments by itself. */
export function isReconciled(customer: string, call: Call): boolean {
  const { settings } = cashBalanceOf(customer, call);
  return Object(settings).reconciliation_mode !== 'manual';
}

interface Movement {
  readonly currency: string;
  /** Less than nothing for what goes out. */
  readonly amount: number;
  readonly values: Values;
}

/** Emits customer_cash_balance_transaction.created. */
export function moveCash(
  customer: string,
  { currency, amount, values }: Movement,
  call: Call,
): ApiObject {
  const balance = cashBalanceOf(customer, call);
  const sum = availableIn(customer, currency, call) + amount;
  const available = { ...Object(balance['available']), [currency]: sum };
  call.put({ ...balance, available }, customer);
  const made = make(call, 'customer_cash_balance_transaction', {
    currency,
    customer,
    ending_balance: sum,
    net_amount: amount,
    ...values,
  });
  call.emit('customer_cash_balance_transaction.created', made);
  return made;
}

interface Instructions {
  readonly amount_remaining: number;
  readonly [field: string]: unknown;
}

/** Undefined for an intent that waits for no transfer. */
export function instructionsIn(intent: ApiObject): Instructions | undefined {
  const { display_bank_transfer_instructions: told } = Object(intent['next_action']) as {
    readonly display_bank_transfer_instructions?: Instructions;
  };
  return told;
}

/** Throws Stripe's refusal for an intent that is nobody's. */
export function awaitTransfer(intent: ApiObject, call: Call): ApiObject {
  // Confirmed once more, it goes on waiting.
  if (instructionsIn(intent)) return intent;
  const { amount, currency, customer } = intent;
  if (typeof customer !== 'string') {
    throw new ApiError('A payment by `customer_balance` must name its `customer`.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  const options = inner(inner(intent['payment_method_options'])['customer_balance']);
  const asked = inner(options['bank_transfer']);
  const transfer = isTransferKind(asked['type'])
    ? readTransfer(asked, currency, 'payment_method_options[customer_balance][bank_transfer]')
    : { type: transferKindFor(currency), country: 'DE' };
  const page = 'https://payments.stripe.com/bank_transfers/instructions';
  const after = {
    ...intent,
    next_action: sendTo({
      amount_remaining: Number(amount),
      currency,
      financial_addresses: financialAddresses(customer, transfer),
      hosted_instructions_url: `${page}/test_${call.newText(40)}`,
      reference: call.newCode(12),
      type: transfer.type,
    }),
    status: 'requires_action',
  };
  const held = isReconciled(customer, call) ? availableIn(customer, String(currency), call) : 0;
  if (held < Number(amount)) call.emit('payment_intent.requires_action', after);
  return held > 0 ? fundIntent(after, held, call) : after;
}

function sendTo(instructions: Instructions): object {
  const type = 'display_bank_transfer_instructions';
  return { [type]: instructions, type };
}

/** Intents of a customer that wait for a transfer in this currency, the oldest first. */
export function openIntents(customer: string, currency: string, call: Call): readonly ApiObject[] {
  return call
    .having('payment_intent', 'customer', customer)
    .filter((intent) => instructionsIn(intent)?.['currency'] === currency);
}

/** As much as it needs, `most` at the most, out of the cash balance. Gives the intent after, stored. */
export function fundIntent(intent: ApiObject, most: number, call: Call): ApiObject {
  const told = instructionsIn(intent);
  const customer = String(intent['customer']);
  const amount = Math.min(most, told?.amount_remaining ?? 0);
  if (!told || amount <= 0) return intent;
  const currency = String(intent['currency']);
  const values = {
    applied_to_payment: { payment_intent: intent.id },
    type: 'applied_to_payment',
  };
  moveCash(customer, { currency, amount: -amount, values }, call);
  const left = told.amount_remaining - amount;
  if (left > 0) {
    const waiting = {
      ...intent,
      next_action: sendTo({ ...told, amount_remaining: left }),
    } as ApiObject;
    call.put(waiting);
    call.emit('payment_intent.partially_funded', waiting);
    return waiting;
  }
  const method = paymentMethodOf(String(intent['payment_method']), call);
  const charge = succeed(call, {
    from: intent,
    method,
    card: undefined,
    intent: intent.id,
    isCaptured: true,
  });
  const paid = {
    ...intent,
    amount_received: intent['amount'],
    latest_charge: charge.id,
    next_action: null,
    status: 'succeeded',
  } as ApiObject;
  call.put(paid);
  call.emit('payment_intent.succeeded', paid);
  return paid;
}

/** As a request asks for it, where nothing is reconciled by itself. Throws where there is not enough. */
export function applyCustomerBalance(before: ApiObject, call: Call): ApiObject {
  const types = before['payment_method_types'] as readonly unknown[];
  if (!types.includes('customer_balance')) {
    throw new ApiError(
      'Only a PaymentIntent of the type `customer_balance` takes the cash balance.',
    );
  }
  const told = instructionsIn(before);
  if (!told) {
    throw new ApiError(
      'Only a PaymentIntent that waits for a bank transfer can be paid from the cash balance.',
      { code: 'payment_intent_unexpected_state', details: { payment_intent: before } },
    );
  }
  const currency = String(before['currency']);
  if ((call.params['currency'] ?? currency) !== currency) {
    throw new ApiError(`The currency must be that of the PaymentIntent: ${currency}.`);
  }
  const held = availableIn(String(before['customer']), currency, call);
  const amount = Number(call.params['amount'] ?? Math.min(held, told.amount_remaining));
  if (amount > told.amount_remaining) {
    throw new ApiError('The amount is greater than what remains to be paid.');
  }
  if (amount > held || amount <= 0) {
    throw new ApiError('The cash balance of the customer does not hold enough for this.', {
      code: 'balance_insufficient',
      param: 'amount',
    });
  }
  return fundIntent(before, amount, call);
}

/** Of an intent that is given up: what it got already. */
export function returnFunds(intent: ApiObject, call: Call): void {
  const told = instructionsIn(intent);
  const amount = Number(intent['amount']) - (told?.amount_remaining ?? Number(intent['amount']));
  if (amount <= 0) return;
  const values = {
    type: 'unapplied_from_payment',
    unapplied_from_payment: { payment_intent: intent.id },
  };
  moveCash(
    String(intent['customer']),
    { currency: String(intent['currency']), amount, values },
    call,
  );
}
