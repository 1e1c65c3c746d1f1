// GET /v1/invoices/upcoming of versions before 2025-03-31.basil, which is a preview by now.
// Source: https://docs.stripe.com/changelog/basil/2025-03-31/invoice-preview-api-deprecations

import { present } from '../../base/assert.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Field, Fields } from '../../catalog/type.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Asked, Call, Named } from '../behaviour.ts';
import { lateRefusal } from '../checking/keys.ts';
import { checkParams } from '../checking/params.ts';
import { dataOf } from '../invoices/invoicing.ts';
import { withParams } from '../objects/make.ts';
import type { Work } from '../objects/work.ts';
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

/** Throws Stripe's refusals, as a preview does. */
export function upcomingInvoice(id: string, call: Call, asked: Asked): Named | undefined {
  if (!isUpcoming(id, call, asked)) return undefined;
  const given = Object.entries(call.params).filter(([name]) => upcomingParams.includes(name));
  const read = checkParams(Object.fromEntries(given), {
    fields: fieldsOf(asked.catalog),
    mirror: call.shape('invoice'),
  });
  if (!['customer', 'schedule', 'subscription'].some((name) => name in read)) {
    throw new ApiError(
      'You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.',
    );
  }
  // What is to come had no id then.
  const { id: _, ...nameless } = previewInvoice(withParams(call, asPreview(read)));
  return { version: nameless as ApiObject };
}

/** Its lines had an address of their own, too. */
export function upcomingLines(call: Call, asked: Asked): readonly ApiObject[] | undefined {
  const preview = upcomingInvoice(call.ids.get('invoice') ?? '', call, asked);
  return preview && dataOf(preview.version['lines']);
}

/** Throws where they are sent with anything else; all that takes no parameters would take these. */
export function refuseUpcomingParams({ catalog, route, plan, ids, params, call }: Work): void {
  const isList = plan.objects[0] === 'line_item' && plan.type === 'list';
  const isPlain = plan.objects[0] === 'invoice' && catalog.params(route).size === 0;
  if (!isList && !isPlain) return;
  if (isUpcoming(ids.get('invoice') ?? '', call, { route })) return;
  const names = Object.keys(params).filter((name) => upcomingParams.includes(name));
  if (names.length === 0) return;
  throw lateRefusal((refusals) => refusals.unknownParams(names, new Map(), []));
}

function isUpcoming(id: string, { version }: Call, { route }: Pick<Asked, 'route'>): boolean {
  return id === 'upcoming' && route.method === 'GET' && version < goneSince;
}

/** As a preview takes them today, and what it takes no more. */
function fieldsOf(catalog: Catalog): Fields {
  const preview = present(catalog.match('POST', '/v1/invoices/create_preview'), 'previews');
  const today = catalog.params(preview.route);
  const type = today.get('subscription_details')?.type;
  const inside: Fields = type?.type === 'object' ? type.fields : new Map<string, Field>();
  const fields = upcomingParams.map((name) => {
    const detail = name.startsWith(prefix) ? inside.get(name.slice(prefix.length)) : undefined;
    const known = detail ?? today.get(name) ?? gone(name);
    return [name, { ...known, name }] as const;
  });
  return new Map(fields);
}

function gone(name: string): Field {
  const type = name === 'coupon' ? 'string' : 'boolean';
  return { name, type: { type }, isRequired: false, isNullable: false, isClearable: false };
}

function asPreview(read: FormObject): FormObject {
  const all = Object.entries(read);
  const details = all.flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  );
  return {
    ...Object.fromEntries(all.filter(([name]) => !name.startsWith(prefix))),
    ...(details.length === 0 ? {} : { subscription_details: Object.fromEntries(details) }),
  };
}
