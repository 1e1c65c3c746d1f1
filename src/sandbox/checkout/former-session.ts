// What versions before 2022-08-01 asked a checkout session for, in today's words.
// Source: https://docs.stripe.com/changelog/2022-08-01 and
// https://docs.stripe.com/payments/checkout/migrating-prices

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { lateRefusal } from '../checking/keys.ts';
import { requireObject } from '../checking/require-object.ts';
import { withParams } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const todaySince = '2022-08-01';

/** Of an item, until prices took their place. */
export const formerItemParams = ['amount', 'currency', 'name', 'description', 'images'];

/** Of `subscription_data`: what is sold, and for less, is told of the whole page by now. */
export const formerDataParams = ['coupon', 'items', 'trial_from_plan'];

/** Whether the payment of a page is there from its start. */
export function paysFromTheStart({ version }: Pick<Call, 'version'>): boolean {
  return version < todaySince;
}

/** The same request as it would be made today. Throws where its version has other words already. */
export function inTodaysWords(call: Call): Call {
  const { params, version } = call;
  const items = Object.values((params['line_items'] ?? []) as readonly FormObject[]);
  const data = inner(params['subscription_data']);
  if (version >= todaySince) {
    refuseFormer(items, data);
    return call;
  }
  const { coupon, items: plans, trial_from_plan: isOfPlan, ...kept } = data;
  const sold = Object.values((plans ?? []) as readonly FormObject[]);
  const days = String(isOfPlan) === 'true' ? trialDaysOf(sold, call) : undefined;
  const told = days === undefined ? kept : { trial_period_days: days, ...kept };
  const mode = params['mode'] ?? (plans === undefined ? 'payment' : 'subscription');
  const isNew = mode === 'payment' && params['customer'] === undefined;
  return withParams(call, {
    ...(isNew ? { customer_creation: 'always' } : {}),
    ...(coupon === undefined ? {} : { discounts: [{ coupon }] }),
    ...params,
    ...(params['subscription_data'] === undefined ? {} : { subscription_data: told }),
    line_items: [...sold.map(soldByPlan), ...items.map(soldByPrice)],
    mode,
  });
}

function refuseFormer(items: readonly FormObject[], data: FormObject): void {
  if (items.some(isFormer)) {
    const told = formerItemParams.map((name) => `\`line_items.${name}\``);
    throw new ApiError(
      `You cannot use ${told.slice(0, -1).join(', ')}, or ${told.at(-1)} in this API version. Please ` +
        'use `line_items.price` or `line_items.price_data`. Please see ' +
        'https://stripe.com/docs/payments/checkout/migrating-prices for more information.',
    );
  }
  const names = formerDataParams.filter((name) => data[name] !== undefined);
  if (names.length === 0) return;
  throw lateRefusal((refusals) => refusals.unknownParams(names, new Map(), ['subscription_data']));
}

function isFormer(item: FormObject): boolean {
  return formerItemParams.some((name) => item[name] !== undefined);
}

function trialDaysOf(plans: readonly FormObject[], call: Call): FormValue | undefined {
  const days = plans.map(({ plan }, index) => {
    const param = `subscription_data[items][${index}][plan]`;
    const { recurring } = requireObject(call, 'price', String(plan), param);
    return inner(recurring)['trial_period_days'];
  });
  return days.find((length) => typeof length === 'number');
}

function soldByPlan({ plan, quantity, tax_rates: rates }: FormObject, index: number): FormObject {
  if (plan === undefined) throw missingParam(`subscription_data[items][${index}][plan]`);
  return {
    price: plan,
    quantity: Number(quantity ?? 1),
    ...(rates === undefined ? {} : { tax_rates: rates }),
  };
}

function soldByPrice(item: FormObject, index: number): FormObject {
  if (!isFormer(item)) return item;
  const { amount, currency, name, description, images, ...rest } = item;
  for (const [field, value] of Object.entries({ amount, currency, name })) {
    if (value === undefined) throw missingParam(`line_items[${index}][${field}]`);
  }
  const more = Object.entries({ description, images }).filter(([, value]) => value !== undefined);
  const product = { name, ...Object.fromEntries(more) } as FormObject;
  const price = { currency, product_data: product, unit_amount: Number(amount) } as FormObject;
  return { ...rest, price_data: price };
}
