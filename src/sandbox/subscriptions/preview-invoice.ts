// The invoice that would come next, or that a change would bring: made as if, and not kept.
// Source: https://docs.stripe.com/api/invoices/create_preview

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { itemOf } from '../invoices/invoice-items.ts';
import { emptyInvoice, withLines } from '../invoices/invoice-sums.ts';
import {
  automaticTax,
  commonValues,
  customerOf,
  dataOf,
  lineOfItem,
  listOf,
  pendingItems,
  waitingFor,
} from '../invoices/invoicing.ts';
import { isResuming } from '../invoices/pending-update.ts';
import { at, clocked } from '../objects/clocked.ts';
import { address as noAddress } from '../objects/initial-state.ts';
import { drafted, make, withParams } from '../objects/make.ts';
import { rehearsed } from '../objects/rehearsal.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { redeemAll } from '../prices/discounts.ts';
import { namesDiscounts } from '../prices/held-discounts.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { dueAtEnd } from './canceling.ts';
import { changeItems, prorated } from './changed-items.ts';
import { cutToEnd } from './cutting.ts';
import { asWished, previewed } from './preview-details.ts';
import { draftNow } from './prorating.ts';
import { renewal } from './renewal.ts';
import {
  begunAfterTrial,
  begunAnew,
  begunTrial,
  isTried,
  refuseInTrial,
  reordered,
  withNewPeriods,
} from './restarting.ts';
import { resumption } from './resuming.ts';
import { isStretched, stretched } from './stretching.ts';
import { createSubscription } from './subscribe.ts';
import { endOfFirst, itemsOf } from './subscribing.ts';

/** Throws Stripe's 404 where nothing is to come. */
export function previewInvoice(request: Call): ApiObject {
  const { params } = request;
  const call = rehearsed(request);
  const { subscription, details, owner } = previewed(call);
  const customer = customerFor(owner, call);
  const timed = clocked(call, customer);
  const items = (params['invoice_items'] ?? []) as readonly FormObject[];
  for (const given of items) keepItem(given, customer, timed);
  if (subscription === undefined && details['items'] !== undefined) {
    return asUpcoming(firstInvoice(details, customer, timed), customer, timed);
  }
  const known = subscription ?? soonest(customer, timed);
  const draft = nextInvoice(known, details, customer, timed);
  return asUpcoming(discounted(draft, customer, timed), customer, timed);
}

/** By what the request says, instead of what the subscription has. */
function discounted(draft: ApiObject, customer: ApiObject, call: Call): ApiObject {
  if (!namesDiscounts(call.params)) return draft;
  const by = { customer, currency: draft['currency'], of: { invoice: draft.id } };
  const discounts = redeemAll(call.params, by, call);
  return withLines(call, { ...draft, discounts }, dataOf(draft['lines']));
}

/** One that is only described is nobody yet. */
function customerFor(owner: unknown, call: Call): ApiObject {
  const { customer, customer_details: details } = call.params;
  const id = customer ?? owner;
  if (typeof id === 'string') return { ...customerOf(id, call), ...located(details) };
  if (details === undefined) {
    throw new ApiError(
      'You must specify one of: `customer`, `customer_details`, `subscription` or `schedule`.',
    );
  }
  return make(call, 'customer', { invoice_prefix: null, tax_exempt: 'none', ...located(details) });
}

/** As a customer's own are told, whole. */
function located(details: unknown): object {
  const { address, shipping, tax_exempt: exempt } = inner(details);
  return told({
    address: address && { ...noAddress, ...inner(address) },
    shipping:
      shipping &&
      sorted({
        phone: null,
        ...inner(shipping),
        address: { ...noAddress, ...inner(inner(shipping)['address']) },
      }),
    tax_exempt: exempt,
  });
}

function told(values: Readonly<Record<string, unknown>>): FormObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as FormObject;
}

function keepItem(given: FormObject, customer: ApiObject, call: Call): void {
  const id = given['invoiceitem'];
  const known = typeof id === 'string' ? requireObject(call, 'invoiceitem', id) : undefined;
  const begun = known ?? drafted(call, 'invoiceitem', { id: call.newId('invoiceitem') });
  call.put(itemOf(begun, customer, withParams(call, given)));
}

/** That which is renewed first. */
function soonest({ id }: ApiObject, call: Call): ApiObject | undefined {
  const going = call
    .having('subscription', 'customer', id)
    .filter(({ status }) => ['active', 'past_due', 'trialing'].includes(String(status)));
  const endOf = (one: ApiObject): number => endOfFirst(itemsOf(one, call));
  return going.toSorted((one, other) => endOf(one) - endOf(other))[0];
}

function firstInvoice(details: FormObject, customer: ApiObject, call: Call): ApiObject {
  const { params, now } = call;
  const { automatic_tax, discounts, coupon, promotion_code } = params;
  const { start_date: start, trial_end: end, ...rest } = details;
  const trial = end === undefined || end === 'now' ? {} : { trial_end: end };
  const asked = withParams(typeof start === 'number' ? at(call, start) : at(call, now), {
    ...rest,
    ...trial,
    customer: customer.id,
    // They cut the first part as well, as they are the subscription's.
    ...told({ automatic_tax, discounts, coupon, promotion_code }),
  });
  // Its time is told here: a clock would set it back.
  call.put({ ...customer, test_clock: null });
  const begun = drafted(asked, 'subscription', { id: call.newId('subscription') });
  const made = createSubscription(begun, asked, { isBilledLater: true });
  call.put(made);
  // One that begins with a free part is first billed when that is over.
  if (made['latest_invoice'] === null) return renewed(made, customer, asked);
  const draft = requireObject(call, 'invoice', String(made['latest_invoice']));
  const pending = waitingFor(made, call).map((item) => lineOfItem(call, draft.id, item));
  return withLines(call, draft, [...pending, ...dataOf(draft['lines'])]);
}

function nextInvoice(
  subscription: ApiObject | undefined,
  details: FormObject,
  customer: ApiObject,
  call: Call,
): ApiObject {
  call.put(customer);
  if (!subscription) return pendingOnly(customer, call);
  const asked = withParams(call, details);
  const { items, cancel_now: isOver, ...rest } = details;
  const wished = asWished(subscription, details, asked);
  const plain: ApiObject = {
    ...wished,
    ...(rest['default_tax_rates'] === undefined
      ? {}
      : {
          default_tax_rates: readTaxRates(rest['default_tax_rates'], call, ['default_tax_rates']),
        }),
    ...(call.params['automatic_tax'] === undefined
      ? {}
      : { automatic_tax: automaticTaxOf(call.params) }),
  };
  call.put(plain);
  if (isOver === true) return canceledNow(plain, asked);
  if (plain['status'] === 'paused' || isResuming(plain)) {
    const draft = rest['resume_at'] === 'now' && resumption(plain, asked).draft;
    return draft || none(customer);
  }
  refuseInTrial(subscription, asked);
  if (rest['trial_end'] === 'now' && subscription['status'] === 'trialing') {
    const before = { ...reordered(plain, asked), trial_end: subscription['trial_end'] };
    return begunAfterTrial(before, asked).draft;
  }
  if (rest['billing_cycle_anchor'] === 'now') return restartedInvoice(plain, customer, asked);
  if (isTried(subscription, asked)) return begunTrial(plain, subscription, asked).draft;
  const order =
    items === undefined
      ? { after: plain, changes: [] }
      : changeItems(plain, dataOf(subscription['items']), asked);
  const { after, changes } = cutToEnd(order, subscription, asked);
  if (items === undefined && changes.length === 0) return renewed(plain, customer, call);
  const { anchor, prorations, isBilledNow, isWhole } = prorated(after, changes, asked);
  if (isWhole) return begunAnew(after, [], asked).draft;
  const changed = { ...after, ...anchor };
  call.put(changed);
  return isBilledNow ? draftNow(changed, prorations, call) : renewed(changed, customer, call);
}

/** Which a flexible subscription has only where that is asked for. */
function restartedInvoice(plain: ApiObject, customer: ApiObject, call: Call): ApiObject {
  const items = itemsOf(plain, call);
  const told = reordered(plain, call);
  if (!isStretched(told, call)) return begunAnew(told, items, call).draft;
  const begun = withNewPeriods(told, call);
  call.put(begun);
  const prorations = stretched(begun, items, call);
  return call.params['proration_behavior'] === 'always_invoice'
    ? draftNow(begun, prorations, call)
    : renewed(begun, customer, call);
}

/** What is left of the period is given back, unless the request says otherwise. */
function canceledNow(subscription: ApiObject, call: Call): ApiObject {
  const isGivenBack = call.params['proration_behavior'] !== 'none';
  return draftNow(subscription, dueAtEnd(subscription, isGivenBack, call), call);
}

/** As events tell it; undefined where there will be none. */
export function upcomingInvoice(subscription: ApiObject, request: Call): ApiObject | undefined {
  const call = rehearsed(request);
  const draft = renewal(subscription, call);
  if (!draft) return undefined;
  const customer = customerOf(subscription['customer'], call);
  return asUpcoming(draft, customer, withParams(call));
}

function renewed(subscription: ApiObject, customer: ApiObject, call: Call): ApiObject {
  return renewal(subscription, call) ?? none(customer);
}

function pendingOnly(customer: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const own = params['currency'] ?? customer['currency'];
  const items = pendingItems(customer, call).filter(({ currency }) => !own || currency === own);
  if (items.length === 0) return none(customer);
  const empty = emptyInvoice(call, {
    ...commonValues(customer, call),
    automatic_tax: { ...automaticTax, ...automaticTaxOf(params) },
    currency: params['currency'] ?? items[0]?.['currency'],
  });
  return withLines(
    call,
    empty,
    items.map((item) => lineOfItem(call, empty.id, item)),
  );
}

function none({ id }: ApiObject): never {
  throw new ApiError(`No upcoming invoices for customer: ${id}`, {
    status: 404,
    code: 'invoice_upcoming_none',
  });
}

function asUpcoming(draft: ApiObject, customer: ApiObject, call: Call): ApiObject {
  const { params } = call;
  // It is named for what it is of: no number is used up by it.
  const { subscription_details: details } = inner(draft['parent']);
  const of = String(inner(details)['subscription'] ?? customer.id);
  const id = `upcoming_in_${of.slice(of.lastIndexOf('_') + 1)}`;
  const lines = dataOf(draft['lines']).map((line) => ({ ...line, invoice: id }));
  const { issuer = draft['issuer'], on_behalf_of: merchant = draft['on_behalf_of'] } = params;
  return {
    ...draft,
    issuer: sorted({ ...Object(issuer) }),
    on_behalf_of: merchant || null,
    id,
    auto_advance: true,
    automatically_finalizes_at: null,
    billing_reason: 'upcoming',
    created: Number(draft['created']),
    customer: isNobody(customer) ? null : customer.id,
    lines: listOf(lines, `/v1/invoices/${id}/lines`),
    webhooks_delivered_at: null,
  };
}

function isNobody({ id }: ApiObject): boolean {
  return id.startsWith('cus_tmp_');
}
