// Makes an object of any kind with the fewest parameters that its creation takes.

import type { Catalog, Route } from '../../src/catalog/catalog.ts';
import type { Field, Fields, Type } from '../../src/catalog/type.ts';
import { planOf } from '../../src/sandbox/objects/plan.ts';
import type { FormObject, FormValue } from '../../src/wire/form.ts';
import { nowSeconds, type Answered, type Call } from './open-sandbox.ts';

/** Parameters that the description does not call required, and the kind cannot do without. */
const needed: Readonly<Record<string, readonly string[]>> = {
  charge: ['amount', 'currency', 'source'],
  coupon: ['percent_off'],
  customer_session: ['customer'],
  'identity.verification_session': ['type'],
  'billing.credit_grant': ['customer'],
  invoice: ['customer'],
  invoiceitem: ['amount', 'currency', 'customer'],
  'issuing.card': ['cardholder'],
  plan: ['amount', 'product'],
  price: ['product', 'unit_amount'],
  refund: ['charge'],
  subscription: ['customer'],
  subscription_schedule: ['customer'],
  transfer: ['amount'],
};

const monthly = {
  price_data: {
    currency: 'usd',
    product: 'prod_1',
    recurring: { interval: 'month' },
    unit_amount: '100',
  },
};

/** Given as they are: what is needed depends on another parameter. */
const whole: Readonly<Record<string, Record<string, FormValue>>> = {
  'checkout.session': { mode: 'setup', currency: 'usd', success_url: 'https://example.com' },
  // One that has told all there is to tell.
  account: {
    type: 'express',
    business_type: 'individual',
    business_profile: {
      product_description: 'Tea',
      support_phone: '+14155550100',
      url: 'https://example.com',
    },
    external_account: 'btok_us_verified',
    individual: {
      address: { line1: '1 Main St', city: 'Oakland', state: 'CA', postal_code: '94601' },
      dob: { day: '1', month: '1', year: '1990' },
      email: 'jane@example.com',
      first_name: 'Jane',
      last_name: 'Smith',
      phone: '+14155550100',
      ssn_last_4: '0000',
    },
    tos_acceptance: { date: '1795564800', ip: '127.0.0.1' },
  },
  account_link: {
    type: 'account_onboarding',
    refresh_url: 'https://example.com/again',
    return_url: 'https://example.com/back',
  },
  customer_session: { components: { buy_button: { enabled: 'true' } } },
  source: { type: 'card', token: 'tok_visa' },
  tax_id: { type: 'eu_vat', value: 'DE123456789' },
  'issuing.card': { currency: 'usd', status: 'active', type: 'virtual' },
  'issuing.cardholder': {
    billing: {
      address: { line1: '1 Main St', city: 'Oakland', postal_code: '94601', country: 'US' },
    },
  },
  // A file's bytes in base64, as an upload is read.
  file: {
    file: { data: 'JVBERi0xLjcK', name: 'a.pdf', type: 'application/pdf' },
    purpose: 'dispute_evidence',
  },
  payment_link: {
    line_items: [
      {
        price_data: { currency: 'usd', product_data: { name: 'Tea' }, unit_amount: '500' },
        quantity: '1',
      },
    ],
  },
  payment_method: { type: 'card', card: { token: 'tok_visa' } },
  subscription: {
    collection_method: 'send_invoice',
    days_until_due: '7',
    items: [monthly],
  },
  subscription_schedule: { phases: [{ items: [monthly] }] },
  token: { pii: { id_number: '000000000' } },
  webhook_endpoint: { url: 'https://example.com/hook', enabled_events: ['*'] },
  'tax.calculation': { customer_details: { address: { country: 'DE' } } },
  'tax.registration': { country: 'DE', country_options: { de: { type: 'standard' } } },
  'terminal.location': {
    address: {
      country: 'US',
      state: 'CA',
      city: 'Oakland',
      line1: '1 Main St',
      postal_code: '94601',
    },
    display_name: 'Oakland',
  },
  'terminal.reader': { registration_code: 'simulated-wpe' },
  'climate.order': { product: 'climsku_frontier_offtake_portfolio_2027', metric_tons: '0.01' },
  'issuing.personalization_design': { card_logo: 'file_1', physical_bundle: 'ics_NLuXJPDYSTjFON' },
  'treasury.financial_account': { supported_currencies: ['usd'] },
  'terminal.onboarding_link': {
    link_options: { apple_terms_and_conditions: { merchant_display_name: 'Tea' } },
    link_type: 'apple_terms_and_conditions',
  },
  'v2.core.event_destination': {
    enabled_events: ['v1.billing.meter.no_meter_found'],
    event_payload: 'thin',
    type: 'webhook_endpoint',
    webhook_endpoint: { url: 'https://example.com/hook' },
  },
};

/** What must be paid in before it can be paid out. */
const paidFrom: readonly string[] = ['payout', 'transfer'];

export interface Made {
  readonly path: string;
  readonly answer: Answered;
}

export async function make(call: Call, catalog: Catalog, route: Route): Promise<Made> {
  if (paidFrom.includes(planOf(route).objects[0] ?? '')) {
    const params = { amount: '100000', currency: 'usd', source: 'tok_bypassPending' };
    await call('POST', '/v1/charges', params);
  }
  const path = await fillPath(call, catalog, route);
  const prepared = preparations[(planOf(route).objects[0] ?? '').replace(/^v2\./, '')];
  const params = prepared ? await prepared(call, catalog) : await paramsFor(call, catalog, route);
  const headers = headersOf[planOf(route).objects[0] ?? ''];
  return { path, answer: await call('POST', path, params, headers) };
}

/** What is asked of a creation beside its parameters. */
const headersOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ephemeral_key: { 'Stripe-Version': '2025-09-30.clover' },
};

/** What needs more around it than ids of new objects. */
const preparations: Readonly<
  Record<string, (call: Call, catalog: Catalog) => Promise<Record<string, FormValue>>>
> = {
  credit_note: async (call) => ({ invoice: await finalizedInvoice(call), amount: '100' }),
  'billing.alert': async (call) => {
    await usage(call);
    const { data } = (await call('GET', '/v1/billing/meters')).body;
    const usage_threshold = { gte: '1', meter: data[0].id, recurrence: 'one_time' };
    return { alert_type: 'usage_threshold', title: 'Much', usage_threshold };
  },
  'billing.credit_grant': async (call) => ({
    customer: (await call('POST', '/v1/customers')).body.id,
    amount: { type: 'monetary', monetary: { currency: 'usd', value: '100' } },
    applicability_config: { scope: { price_type: 'metered' } },
  }),
  'billing.meter_event': usage,
  'billing.meter_event_adjustment': async (call) => {
    await call('POST', '/v1/billing/meter_events', await usage(call));
    return { event_name: 'usage', type: 'cancel', cancel: { identifier: 'one' } };
  },
  ephemeral_key: async (call) => ({ customer: (await call('POST', '/v1/customers')).body.id }),
  'issuing.dispute': async (call, catalog) => {
    const card = await idOf(call, catalog, creationAt(catalog, '/v1/issuing/cards'));
    const bought = '/v1/test_helpers/issuing/transactions/create_force_capture';
    return { transaction: (await call('POST', bought, { card, amount: '100' })).body.id };
  },
  'billing_portal.session': async (call) => ({
    customer: (await call('POST', '/v1/customers')).body.id,
  }),
  'core.account_link': async (call) => ({
    account: (await call('POST', '/v2/core/accounts')).body.id,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { configurations: ['merchant'], refresh_url: 'https://example.com' },
    },
  }),
  'financial_connections.session': async (call) => ({
    account_holder: { type: 'customer', customer: (await call('POST', '/v1/customers')).body.id },
    permissions: ['balances'],
  }),
  'treasury.received_credit': onAccount,
  'treasury.received_debit': onAccount,
  'treasury.credit_reversal': async (call) => ({ received_credit: await received(call, 'credit') }),
  'treasury.debit_reversal': async (call) => ({ received_debit: await received(call, 'debit') }),
  'treasury.inbound_transfer': async (call) => ({
    ...(await withoutNetwork(call)),
    origin_payment_method: bankAccount,
  }),
  'treasury.outbound_payment': sent,
  'treasury.outbound_transfer': sent,
  promotion_code: async (call) => {
    const { id: coupon } = (await call('POST', '/v1/coupons', { percent_off: '10' })).body;
    return { promotion: { type: 'coupon', coupon } };
  },
  async subscription_item(call) {
    const { id: customer } = (await call('POST', '/v1/customers')).body;
    const subscribed = { ...whole['subscription'], customer };
    const { id: subscription } = (await call('POST', '/v1/subscriptions', subscribed)).body;
    const { id: product } = (await call('POST', '/v1/products', { name: 'Plan' })).body;
    const price = await call('POST', '/v1/prices', { ...monthlyPrice, product });
    return { subscription, price: price.body.id };
  },
};

/** A dollar and its way, on a financial account with money. */
async function onAccount(call: Call): Promise<Record<string, FormValue>> {
  const requested = { requested: 'true' };
  const { id } = (
    await call('POST', '/v1/treasury/financial_accounts', {
      supported_currencies: ['usd'],
      features: {
        inbound_transfers: { ach: requested },
        outbound_payments: { ach: requested },
        outbound_transfers: { ach: requested },
      },
    })
  ).body;
  const moved = { amount: '100', currency: 'usd', financial_account: id, network: 'ach' };
  await call('POST', '/v1/test_helpers/treasury/received_credits', moved);
  return moved;
}

async function received(call: Call, way: 'credit' | 'debit'): Promise<string> {
  const path = `/v1/test_helpers/treasury/received_${way}s`;
  return (await call('POST', path, await onAccount(call))).body.id;
}

async function withoutNetwork(call: Call): Promise<Record<string, FormValue>> {
  const { network: _, ...moved } = await onAccount(call);
  return moved;
}

const bankAccount = 'pm_usBankAccount_success';

async function sent(call: Call): Promise<Record<string, FormValue>> {
  return { ...(await withoutNetwork(call)), destination_payment_method: bankAccount };
}

const monthlyPrice = {
  currency: 'usd',
  recurring: { interval: 'month' },
  unit_amount: '1000',
};

async function usage(call: Call): Promise<FormObject> {
  const { id: customer } = (await call('POST', '/v1/customers')).body;
  await call('POST', '/v1/billing/meters', {
    display_name: 'Usage',
    event_name: 'usage',
    default_aggregation: { formula: 'count' },
  });
  const payload = { stripe_customer_id: customer, value: '1' };
  return { event_name: 'usage', identifier: 'one', payload };
}

async function finalizedInvoice(call: Call): Promise<string> {
  const { id: customer } = (await call('POST', '/v1/customers')).body;
  await call('POST', '/v1/invoiceitems', { customer, amount: '500', currency: 'usd' });
  const included = { customer, pending_invoice_items_behavior: 'include' };
  const { id } = (await call('POST', '/v1/invoices', included)).body;
  await call('POST', `/v1/invoices/${id}/finalize`);
  return id;
}

/** Every id in braces becomes that of an object that was made for it. */
async function fillPath(call: Call, catalog: Catalog, route: Route): Promise<string> {
  let path = '';
  let template = '';
  for (const part of route.path.split('/').slice(1)) {
    const parent = template;
    template += `/${part}`;
    path += `/${part.startsWith('{') ? await idOf(call, catalog, creationAt(catalog, parent)) : part}`;
  }
  return path;
}

function creationAt(catalog: Catalog, path: string): Route {
  const route = catalog.routes.find(
    (one) => one.method === 'POST' && one.path === path && one.verb === 'create',
  );
  if (!route) throw new Error(`nothing is created at ${path}`);
  return route;
}

async function idOf(call: Call, catalog: Catalog, route: Route): Promise<string> {
  const { answer, path } = await make(call, catalog, route);
  if (answer.status !== 200) throw new Error(`POST ${path}: ${answer.text}`);
  return answer.body.id;
}

async function paramsFor(
  call: Call,
  catalog: Catalog,
  route: Route,
): Promise<Record<string, FormValue>> {
  await catalog.load(route);
  const [object = ''] = planOf(route).objects;
  const shape = catalog.shape(object);
  const isOne = planOf(route).objects.length === 1;
  const params: Record<string, FormValue> = isOne ? { ...whole[object] } : {};
  for (const field of catalog.params(route).values()) {
    if (params[field.name] !== undefined) continue;
    if (!field.isRequired && !needed[object]?.includes(field.name)) continue;
    const path = madeAt(object, field.name);
    params[field.name] = path
      ? await idOf(call, catalog, creationAt(catalog, path))
      : ((await reference(call, catalog, shape?.get(field.name))) ?? sample(field));
  }
  return params;
}

/** Where what a parameter names is made, if its shape does not tell. */
function madeAt(object: string, name: string): string | undefined {
  if (name === 'account') return '/v1/accounts';
  if (object === 'issuing.authorization' && name === 'card') return '/v1/issuing/cards';
  if (name === 'value_list') return '/v1/radar/value_lists';
  return object === 'issuing.card' && name === 'cardholder' ? '/v1/issuing/cardholders' : undefined;
}

async function reference(
  call: Call,
  catalog: Catalog,
  field: Field | undefined,
): Promise<string | undefined> {
  if (field?.type.type !== 'expandable' && field?.type.type !== 'resource') return undefined;
  const object = field.type.type === 'resource' ? field.type.object : (field.type.objects[0] ?? '');
  const route = catalog.routes.find(
    (one) =>
      one.method === 'POST' &&
      one.verb === 'create' &&
      !one.path.includes('{') &&
      planOf(one).objects.join() === object,
  );
  return route && idOf(call, catalog, route);
}

function sample({ name, type }: Field): FormValue {
  return sampleOf(type, name);
}

function sampleOf(type: Type, name: string): FormValue {
  switch (type.type) {
    case 'integer':
    case 'number':
      return name === 'amount' ? 100 : 1;
    case 'timestamp':
      return nowSeconds;
    case 'currency':
      return 'usd';
    case 'boolean':
      return true;
    case 'decimal':
    case 'int64':
      return '1';
    case 'date-time':
      return '2026-11-25T00:00:00.000Z';
    case 'enum':
      return type.values[0] ?? '';
    case 'array':
      return [sampleOf(type.item, name)];
    case 'map':
      return { key: sampleOf(type.item, name) };
    case 'object':
      return inner(type.fields);
    case 'union':
      return sampleOf(type.options[0] ?? { type: 'string' }, name);
    case 'metadata':
    case 'any':
      return { key: 'value' };
    default:
      if (name === 'payment_method') return 'pm_card_visa';
      if (name === 'source') return 'tok_visa';
      if (name === 'external_account') return 'tok_visa_debit';
      return name === 'email' ? 'jane@example.com' : 'text';
  }
}

function inner(fields: Fields): FormValue {
  const all = [...fields.values()];
  const required = all.filter(({ isRequired }) => isRequired);
  // An object with nothing in it has no form.
  if (required.length === 0) required.push(...all.slice(0, 1));
  return Object.fromEntries(required.map((field) => [field.name, sample(field)]));
}
