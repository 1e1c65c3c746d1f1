// What moves a customer's cash balance: in test mode, money that a bank transfer brings.
// Source: https://docs.stripe.com/payments/customer-balance/funding-instructions

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { customerOf } from '../invoicing.ts';
import { drafted, make } from '../make.ts';
import { applyFunds } from '../pay-intent.ts';

export const cashTransaction: Behaviour = {
  object: 'customer_cash_balance_transaction',
  makers: { fund_cash_balance: fund },
};

function fund(call: Call): ApiObject {
  const { params, ids } = call;
  const customer = customerOf(ids.get('customer'), call);
  const [amount, currency] = [Number(params['amount']), String(params['currency'])];
  const balance = call.get('cash_balance', customer.id) ?? drafted(call, 'cash_balance');
  const held = (balance['available'] ?? {}) as Readonly<Record<string, number>>;
  const sum = (held[currency] ?? 0) + amount;
  const after = { ...balance, available: { ...held, [currency]: sum }, customer: customer.id };
  call.put(after as ApiObject, customer.id);
  const made = make(call, 'customer_cash_balance_transaction', {
    currency,
    customer: customer.id,
    ending_balance: sum,
    funded: {
      bank_transfer: {
        reference: params['reference'] ?? null,
        type: `${currency.slice(0, 2)}_bank_transfer`,
      },
    },
    net_amount: amount,
    type: 'funded',
  });
  call.emit('customer_cash_balance_transaction.created', made);
  call.emit('cash_balance.funds_available', after as ApiObject);
  const left = applyFunds(call, customer.id, currency, sum);
  const rest = { ...after, available: { ...held, [currency]: left } };
  call.put(rest as ApiObject, customer.id);
  return made;
}
