// What new objects of the usual kinds are like, where their shape and the parameters do not tell it.
// Kinds with a behaviour of their own say it there.

import type { Fields } from '../../catalog/type.ts';
import type { FormObject } from '../../wire/form.ts';
import type { Call, Initial } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { countryOfTaxId } from '../checking/tax-id-formats.ts';
import { isAutomatic } from './automatic-methods.ts';
import { none } from './none.ts';

/** `params` are those of the object itself: none, where it is made beside that of the request. */
type State = Initial | ((call: Call, id: string, params: FormObject) => Initial);

const daySeconds = 86_400;
const monthSeconds = 30 * daySeconds;

export const address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};
export const person = { address, email: null, name: null, phone: null };
const self = { type: 'self' };
const cards = ['card'];
const nothing = { amount: 0, currency: 'usd', source_types: { card: 0 } };

const states: ReadonlyMap<string, State> = new Map<string, State>([
  ['account', account],
  ['balance', { available: [nothing], pending: [nothing] }],
  ['billing.meter', { status: 'active', value_settings: { event_payload_key: 'value' } }],
  ['billing_portal.configuration', ({ now }) => ({ active: true, updated: now })],
  [
    'billing_portal.session',
    ({ newText }) => ({ url: `https://billing.stripe.com/p/session/test_${newText(40)}` }),
  ],
  [
    'cash_balance',
    { settings: { reconciliation_mode: 'automatic', using_merchant_default: true } },
  ],
  ['charge', { status: 'pending' }],
  [
    'checkout.session',
    ({ now }, id) => ({
      expires_at: now + daySeconds,
      mode: 'payment',
      payment_method_types: ['card'],
      payment_status: 'unpaid',
      status: 'open',
      url: `https://checkout.stripe.com/c/pay/${id}`,
    }),
  ],
  ['coupon', { duration: 'once', valid: true }],
  ['credit_note', { status: 'issued', type: 'pre_payment' }],
  ['dispute', { status: 'needs_response' }],
  ['file_link', ({ newText }) => ({ url: `https://files.stripe.com/links/${newText(40)}` })],
  [
    'identity.verification_session',
    ({ newText }, id) => ({
      client_secret: `${id}_secret_test_${newText(40)}`,
      status: 'requires_input',
    }),
  ],
  [
    'invoice',
    ({ now }) => ({
      auto_advance: false,
      billing_reason: 'manual',
      collection_method: 'charge_automatically',
      currency: 'usd',
      customer_tax_ids: none,
      issuer: self,
      period_end: now,
      period_start: now,
      status: 'draft',
      total_discount_amounts: none,
      total_pretax_credit_amounts: none,
      total_taxes: none,
    }),
  ],
  ['invoiceitem', ({ now }) => ({ currency: 'usd', date: now, discountable: true, quantity: 1 })],
  ['issuing.card', { status: 'inactive' }],
  ['issuing.cardholder', { status: 'active' }],
  ['issuing.dispute', { status: 'unsubmitted' }],
  ['payment_intent', paymentIntent],
  [
    'payment_link',
    (_, id) => ({
      billing_address_collection: 'auto',
      currency: 'usd',
      customer_creation: 'if_required',
      payment_method_collection: 'if_required',
      submit_type: 'auto',
      url: `https://buy.stripe.com/test_${id.slice(6)}`,
    }),
  ],
  [
    'payout',
    ({ now }) => ({
      arrival_date: now + 2 * daySeconds,
      method: 'standard',
      source_type: 'card',
      status: 'pending',
      type: 'bank_account',
    }),
  ],
  ['plan', plan],
  ['price', price],
  [
    'payment_method',
    { allow_redisplay: 'unspecified', billing_details: { ...person, tax_id: null } },
  ],
  ['product', ({ now }) => ({ active: true, type: 'service', updated: now })],
  ['promotion_code', ({ newCode }) => ({ active: true, code: newCode(8) })],
  ['quote', () => ({ status: 'draft' })],
  ['refund', { status: 'succeeded' }],
  ['reporting.report_run', { status: 'pending' }],
  ['setup_intent', setupIntent],
  ['shipping_rate', { active: true, tax_behavior: 'unspecified', type: 'fixed_amount' }],
  ['source', { status: 'pending' }],
  [
    'subscription',
    ({ now }) => ({
      billing_cycle_anchor: now,
      cancel_at_period_end: false,
      collection_method: 'charge_automatically',
      currency: 'usd',
      // Told by its items later; there from the start, so that they need not find their places again.
      plan: null,
      quantity: null,
      start_date: now,
      status: 'active',
    }),
  ],
  ['subscription_schedule', { status: 'not_started', end_behavior: 'release' }],
  ['tax.settings', taxSettings()],
  ['tax_id', taxId],
  ['tax_rate', { active: true }],
  [
    'test_helpers.test_clock',
    ({ now }) => ({ deletes_after: now + monthSeconds, status: 'ready', status_details: {} }),
  ],
  ['topup', { status: 'pending' }],
  ['treasury.financial_account', { status: 'open' }],
  ['webhook_endpoint', ({ newText }) => ({ status: 'enabled', secret: `whsec_${newText(32)}` })],
]);

export function initialState(
  object: string,
  call: Call,
  id: string,
  params: FormObject = call.params,
): Initial {
  const state = states.get(object) ?? {};
  const told = typeof state === 'function' ? state(call, id, params) : state;
  const whole = held(object, call, params);
  return whole ? { ...whole, ...told } : told;
}

/** Objects that it holds whole, such as a card's holder, and that the request names by their ids. */
function held(object: string, call: Call, params: FormObject): Initial | undefined {
  let whole: Record<string, unknown> | undefined;
  for (const [name, kind] of holdable(call.shape(object))) {
    const id = params[name];
    // A token of a bank account stands for no object that is kept.
    if (typeof id !== 'string' || id === '' || id.startsWith('btok_')) continue;
    whole ??= {};
    whole[name] = requireObject(call, kind, id, name);
  }
  return whole;
}

type Holdable = readonly (readonly [name: string, kind: string])[];

const holdables = new WeakMap<Fields, Holdable>();

/** Made once a shape. */
function holdable(shape: Fields = new Map()): Holdable {
  const known = holdables.get(shape);
  if (known) return known;
  const made = Array.from(shape.values()).flatMap(({ name, type }) =>
    type.type === 'resource' ? [[name, type.object] as const] : [],
  );
  holdables.set(shape, made);
  return made;
}

function account(_: Call, id: string): Initial {
  const accounts = { object: 'list', data: [], has_more: false, total_count: 0 };
  return {
    capabilities: {},
    country: 'US',
    default_currency: 'usd',
    external_accounts: { ...accounts, url: `/v1/accounts/${id}/external_accounts` },
    metadata: {},
    type: 'standard',
  };
}

/** Ready from the start, as after the settings were filled in. */
function taxSettings(): Initial {
  return {
    defaults: { provider: 'stripe', tax_behavior: null, tax_code: 'txcd_10000000' },
    head_office: { address: { ...address, country: 'US' } },
    status: 'active',
    status_details: { active: {} },
  };
}

function taxId({ ids }: Call, _: string, params: FormObject): Initial {
  const customer = ids.get('customer');
  return {
    country: countryOfTaxId(String(params['type']), String(params['value'])),
    owner: customer
      ? { customer, customer_account: null, type: 'customer' }
      : { customer_account: null, type: 'self' },
    verification: { status: 'pending', verified_address: null, verified_name: null },
  };
}

function paymentIntent({ newText, version }: Call, id: string, params: FormObject): Initial {
  const methods = { allow_redirects: 'always', enabled: true };
  return {
    automatic_payment_methods: isAutomatic({ params, version }) ? methods : null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newText(25)}`,
    confirmation_method: 'automatic',
    payment_method_types: cards,
    payment_record: null,
    status: params['payment_method'] ? 'requires_confirmation' : 'requires_payment_method',
  };
}

function setupIntent({ newText }: Call, id: string, params: FormObject): Initial {
  return {
    client_secret: `${id}_secret_${newText(31)}`,
    payment_method_types: cards,
    status: params['payment_method'] ? 'requires_confirmation' : 'requires_payment_method',
    usage: 'off_session',
  };
}

function price(_: Call, __: string, params: FormObject): Initial {
  const amount = params['unit_amount'];
  const recurring = {
    interval_count: 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
  return {
    active: true,
    billing_scheme: 'per_unit',
    recurring: params['recurring'] ? { interval: 'month', ...recurring } : null,
    tax_behavior: 'unspecified',
    type: params['recurring'] ? 'recurring' : 'one_time',
    unit_amount_decimal: typeof amount === 'number' ? String(amount) : null,
  };
}

function plan(_: Call, __: string, params: FormObject): Initial {
  const amount = params['amount'];
  return {
    active: true,
    amount_decimal: typeof amount === 'number' ? String(amount) : null,
    billing_scheme: 'per_unit',
    interval_count: 1,
    usage_type: 'licensed',
  };
}

/** See shape-corrections.ts. */
export const hidden: Readonly<Record<string, readonly string[]>> = {
  'apps.secret': ['payload'],
  charge: ['refunds'],
  dispute: ['network_reason_code'],
  invoice: ['confirmation_secret'],
  'treasury.transaction': ['entries', 'flow_details'],
  'treasury.transaction_entry': ['flow_details'],
};

/** See shape-corrections.ts. */
export const added: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  card: { email: null, phone: null },
  invoiceitem: { frozen_fields: [], invoicing_rules: [] },
  payment_intent: { shared_payment_granted_token: null },
  payment_method: { shared_payment_granted_token: null },
  product: { attributes: [], tax_details: null },
};
