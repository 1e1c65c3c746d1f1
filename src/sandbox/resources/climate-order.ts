// Climate orders: tons of carbon removal, paid from the balance.
// Source: https://docs.stripe.com/api/climate/order and
// https://docs.stripe.com/climate/orders/order-carbon-removal

import { ApiError } from '../../wire/api-error.ts';
import { availableIn, moveBalance } from '../accounts/balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingByParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { change } from '../objects/make.ts';
import { climateProducts, type ClimateProduct } from '../payments/climate-table.ts';

export const climateOrder: Behaviour = {
  object: 'climate.order',
  rules: { create, cancel },
  allowed: { cancel: ['awaiting_funds', 'confirmed', 'open'] },
};

const cancelableDays = 30;

function create(draft: ApiObject, call: Call): ApiObject {
  const id = String(call.params['product']);
  const product = climateProducts.find((one) => one.id === id);
  if (!product) throw missingByParam('climate.product', id, 'product');
  const { currency, ...sums } = costOf(product, call);
  const isPaid = sums.amount_total <= availableIn(call, currency);
  const { delivery_year: year } = product;
  const order: ApiObject = {
    ...draft,
    ...sums,
    confirmed_at: isPaid ? call.now : null,
    currency,
    expected_delivery_year: year,
    product: id,
    status: isPaid ? 'confirmed' : 'awaiting_funds',
  };
  if (isPaid) pay(order, { type: 'climate_order_purchase', amount: -sums.amount_total }, call);
  return order;
}

/** By the tons, or by what they may cost with the fees. Fees and sums are rounded up. */
function costOf({ current_prices_per_metric_ton: prices }: ClimateProduct, { params }: Call) {
  const { amount, metric_tons: asked } = params;
  const currency = String(params['currency'] ?? 'usd').toLowerCase();
  const price = prices[currency];
  if (!price) {
    throw new ApiError(`This product cannot be ordered in ${currency}.`, { param: 'currency' });
  }
  if (amount !== undefined && asked !== undefined) {
    throw exclusive(['amount', 'metric_tons'], 'amount');
  }
  if (amount === undefined && asked === undefined) {
    throw new ApiError('One of `amount` and `metric_tons` must be specified.', {
      code: 'parameter_missing',
      param: 'metric_tons',
    });
  }
  if (amount !== undefined) requireWithin(amount, 'amount', { least: 1 });
  const tons = asked === undefined ? Number(amount) / price.amount_total : Number(asked);
  if (tons <= 0) {
    throw new ApiError('Invalid decimal: must be greater than 0.', { param: 'metric_tons' });
  }
  const fees = Math.ceil(rounded(tons * price.amount_fees));
  const total = asked === undefined ? Number(amount) : undefined;
  const subtotal =
    total === undefined ? Math.ceil(rounded(tons * price.amount_subtotal)) : total - fees;
  return {
    amount_fees: fees,
    amount_subtotal: subtotal,
    amount_total: subtotal + fees,
    currency,
    metric_tons: asked === undefined ? String(Math.floor(tons * 10_000) / 10_000) : String(asked),
  };
}

/** Without what binary fractions add: 0.01 × 55000 is 550. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}

interface Payment {
  readonly type: string;
  readonly amount: number;
}

function pay({ id, currency }: ApiObject, { type, amount }: Payment, call: Call): void {
  moveBalance(call, {
    type,
    category: type,
    amount,
    currency: String(currency),
    source: id,
    isAvailable: true,
  });
}

/** What was paid comes back without the fees. */
function cancel(before: ApiObject, call: Call): ApiObject {
  if (call.now > Number(before['created']) + cancelableDays * 86_400) {
    throw new ApiError(`Orders can be canceled within ${cancelableDays} days only.`);
  }
  if (before['confirmed_at'] !== null) {
    pay(before, { type: 'climate_order_refund', amount: Number(before['amount_subtotal']) }, call);
  }
  const told = { canceled_at: call.now, cancellation_reason: 'requested', status: 'canceled' };
  return change(call, before, told, 'climate.order.canceled');
}
