// GET /v1/invoices/upcoming of versions before 2025-03-31.basil, which is a preview by now.
// Source: https://docs.stripe.com/changelog/basil/2025-03-31/invoice-preview-api-deprecations

import { ApiError } from '../wire/api-error.ts';
import type { FormObject, FormValue } from '../wire/form.ts';
import type { Call, Named } from './behaviour.ts';
import { withParams } from './make.ts';
import { previewInvoice } from './preview-invoice.ts';

const goneSince = '2025-03-31';

/** What it is of; all that begins with `subscription_` is a detail of its subscription. */
const own = ['automatic_tax', 'coupon', 'currency', 'customer', 'customer_details', 'discounts'];
const items = ['invoice_items', 'schedule', 'subscription'];
const details = [
  ...['billing_cycle_anchor', 'cancel_at', 'cancel_at_period_end', 'cancel_now'],
  ...['default_tax_rates', 'items', 'proration_behavior', 'proration_date', 'start_date'],
  ...['trial_end', 'trial_from_plan'],
];
const prefix = 'subscription_';

export const upcomingParams: readonly string[] = [
  ...own,
  ...items,
  ...details.map((name) => prefix + name),
];

export function upcomingInvoice(id: string, call: Call): Named | undefined {
  if (id !== 'upcoming' || call.version >= goneSince) return undefined;
  const given = Object.entries(call.params).filter(([name]) => upcomingParams.includes(name));
  if (!given.some(([name]) => ['customer', 'schedule', 'subscription'].includes(name))) {
    throw new ApiError(
      'You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.',
    );
  }
  const read = given.map(([name, value]) => [name, typed(value)] as const);
  const isDetail = ([name]: readonly [string, FormValue]): boolean => name.startsWith(prefix);
  const told = read.filter(isDetail).map(([name, value]) => [name.slice(prefix.length), value]);
  const params: FormObject = {
    ...Object.fromEntries(read.filter((one) => !isDetail(one))),
    ...(told.length === 0 ? {} : { subscription_details: Object.fromEntries(told) as FormObject }),
  };
  return { version: previewInvoice(withParams(call, params)) };
}

/** No description of it is left: numbers, booleans and lists are told by how they look. */
function typed(value: FormValue): FormValue {
  if (typeof value === 'string') {
    if (value === 'true' || value === 'false') return value === 'true';
    return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  }
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.entries(value).map(([name, inner]) => [name, typed(inner)] as const);
  const isList = all.every(([name]) => /^\d+$/.test(name));
  return isList ? all.map(([, inner]) => inner) : Object.fromEntries(all);
}
