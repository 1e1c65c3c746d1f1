// What a checkout session may be asked for: which parameters go together, and which do not.
// Source: https://docs.stripe.com/api/checkout/sessions/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { Call } from '../behaviour.ts';
import { leastOf, mostOf, written } from '../checking/amounts.ts';
import { requireFew, requireWithin } from '../checking/bounds.ts';
import { checkEmail } from '../checking/emails.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { requireFuture, requireTrialLength } from '../checking/times.ts';
import { timeFor } from '../objects/clocked.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { refuseLateAnchor } from '../prices/late-anchor.ts';
import { periodFrom } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { isRecurring, type Line } from './checkout-lines.ts';
import { readOffs } from './item-sums.ts';
import { pageMode } from './page-modes.ts';
import { hasInvoice } from './session-settings.ts';

const exclusivePairs: readonly (readonly [string, string])[] = [
  ['customer', 'customer_email'],
  ['allow_promotion_codes', 'discounts'],
];

/** Parameters that only one kind of session has. */
const ofMode: Readonly<Record<string, string>> = {
  payment_intent_data: 'payment',
  setup_intent_data: 'setup',
  subscription_data: 'subscription',
};

/** What is due on the page of a payment: nothing, or so much as can be charged. */
export function checkTotal(total: number, currency: unknown): void {
  const [code, least] = [String(currency), leastOf(currency)];
  const due = "The Checkout Session's total amount due must";
  if (total > 0 && total < least) {
    throw new ApiError(`${due} add up to at least ${written(least, code)} ${code.toUpperCase()}`, {
      code: 'amount_too_small',
    });
  }
  const most = mostOf(code);
  if (total <= most) return;
  throw new ApiError(`${due} be no more than ${written(most, code)}.`, {
    code: 'amount_too_large',
  });
}

export function checkSession(mode: string, lines: readonly Line[], call: Call): void {
  const { params } = call;
  checkEmail(params['customer_email'], 'customer_email');
  for (const pair of exclusivePairs) {
    if (!pair.every((name) => params[name])) continue;
    throw exclusiveWithoutCode(pair);
  }
  for (const [name, own] of Object.entries(ofMode)) {
    if (params[name] === undefined || mode === own) continue;
    throw new ApiError(`You can not pass \`${name}\` in \`${mode}\` mode.`, { param: name });
  }
  if (params['customer_creation'] !== undefined && mode !== 'payment') {
    throw new ApiError('`customer_creation` can only be used in `payment` mode.');
  }
  if (params['allow_promotion_codes'] === true && mode === 'setup') {
    throw new ApiError('You can not pass `allow_promotion_codes` in `setup` mode.', {
      param: 'allow_promotion_codes',
    });
  }
  checkFields(mode, params['custom_fields']);
  checkCustomer(call);
  checkShipping(mode, params);
  if (mode !== 'payment' && hasInvoice(params)) {
    throw new ApiError(
      'You can only enable invoice creation when `mode` is set to `payment`. Invoices are created ' +
        'automatically when `mode` is set to `subscription`, and are unsupported when set to `setup`. ' +
        'To learn more visit https://stripe.com/docs/payments/checkout/post-payment-invoices.',
    );
  }
  checkLines(mode, lines);
  checkQuantities(lines);
  checkUrls(call);
  checkExpiry(call);
  checkTimes(call);
  checkAnchored(lines, call);
}

const fieldsMax = 3;
const optionsMax = 200;
/** In a field that is typed in. */
const signsMax = 255;

/** Source: https://docs.stripe.com/payments/checkout/custom-fields#limitations */
function checkFields(mode: string, given: unknown): void {
  if (!Array.isArray(given)) return;
  const refuse = (message: string): never => {
    throw new ApiError(message, { param: 'custom_fields' });
  };
  if (mode === 'setup') refuse('You can not pass `custom_fields` in `setup` mode.');
  requireFew(given, 'custom_fields', fieldsMax);
  for (const [index, field] of given.entries()) {
    const { dropdown, key, type } = inner(field);
    if (given.slice(0, index).some((one) => inner(one)['key'] === key)) {
      refuse(`The \`key\` of each custom field must be unique: \`${String(key)}\` is there twice.`);
    }
    const path = `custom_fields[${index}]`;
    const { options } = inner(dropdown);
    if (type === 'dropdown' && options === undefined) {
      throw missingParam(`${path}[dropdown][options]`);
    }
    requireFew(options, `${path}[dropdown][options]`, optionsMax);
    for (const kind of ['numeric', 'text']) {
      for (const name of ['minimum_length', 'maximum_length']) {
        const length = inner(inner(field)[kind])[name];
        if (length === undefined) continue;
        requireWithin(length, `${path}[${kind}][${name}]`, { least: 1, most: signsMax });
      }
    }
  }
}

/**
 * A page whose subscription has its whole periods begin on a day of their own.
 * Source: https://docs.stripe.com/payments/checkout/billing-cycle
 */
function checkAnchored(lines: readonly Line[], call: Call): void {
  const asked = inner(call.params['subscription_data']);
  const { billing_cycle_anchor: anchor, proration_behavior: prorated } = asked;
  if (anchor === undefined) return;
  const param = 'subscription_data[billing_cycle_anchor]';
  if (asked['trial_end'] !== undefined || asked['trial_period_days'] !== undefined) {
    throw new ApiError('A billing cycle anchor cannot be combined with a trial.', { param });
  }
  if (prorated === 'none' && !lines.every(isRecurring)) {
    throw new ApiError(
      'One-time prices cannot be sold with a billing cycle anchor where `proration_behavior` is `none`.',
      { param: 'subscription_data[proration_behavior]' },
    );
  }
  const by = { customer: call.get('customer', String(call.params['customer'])), of: {} };
  const isCutByAmount = readOffs(call.params, by, call).some(({ coupon }) => coupon['amount_off']);
  if (isCutByAmount && prorated !== 'none') {
    throw new ApiError(
      'A coupon of an amount cannot be applied with a billing cycle anchor, unless `proration_behavior` ' +
        'is `none`.',
      { param: 'discounts' },
    );
  }
  const now = timeFor(call.params['customer'], call);
  const ends = lines.filter(isRecurring).map(({ price }) => periodFrom(now, price).end);
  refuseLateAnchor(Number(anchor), ends);
}

/** What the page may change of a customer who is there: a tax id needs a name and an address beside it. */
function checkCustomer({ params, get }: Call): void {
  const changes = inner(params['customer_update']);
  if (params['customer'] === undefined) {
    if (params['customer_update'] === undefined) return;
    throw new ApiError('`customer_update` can only be used with `customer`.');
  }
  if (inner(params['tax_id_collection'])['enabled'] !== true) return;
  if (changes['name'] !== 'auto') {
    throw new ApiError(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection ' +
        'for an existing customer, please set `customer_update[name]` to `auto`.',
    );
  }
  const { address } = Object(get('customer', String(params['customer'])));
  if (changes['address'] === 'auto' || address) return;
  throw new ApiError(
    'We could not find a valid address on the provided customer. To enable tax ID collection, please ' +
      'set `customer_update[address]` to `auto`.',
  );
}

export function checkShipping(mode: string, params: FormObject): void {
  if (params['shipping_options'] === undefined || mode === 'payment') return;
  throw new ApiError(`\`shipping_options\` are not supported in \`${mode}\` mode.`, {
    param: 'shipping_options',
  });
}

/** Usage is counted later; of all else it must be said how many. */
export function checkQuantities(lines: readonly Line[]): void {
  const missing = lines.findIndex(
    ({ given, price }) => given['quantity'] === undefined && !isMetered(price),
  );
  if (missing < 0) return;
  throw new ApiError(`Quantity is required. Add \`quantity\` to \`line_items[${missing}]\``, {
    code: 'parameter_missing',
    param: `line_items[${missing}][quantity]`,
  });
}

export function checkLines(mode: string, lines: readonly Line[]): void {
  if (mode === 'setup') {
    if (lines.length === 0) return;
    throw new ApiError('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
  }
  if (lines.length === 0) {
    throw new ApiError('You must provide at least one line item.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  if (mode === 'payment' && lines.some(isRecurring)) {
    throw new ApiError(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` ' +
        'mode or use only one-time prices.',
    );
  }
  if (mode === 'subscription' && !lines.some(isRecurring)) {
    throw new ApiError(
      'You must provide at least one recurring price in `subscription` mode when using prices.',
    );
  }
}

/** A page of Stripe's goes on to another; a page of one's own may stay. */
function checkUrls(call: Call): void {
  const { params } = call;
  const { redirect_on_completion: redirect } = params;
  if (pageMode(call) === 'hosted_page') {
    if (params['success_url'] === undefined) throw missingParam('success_url');
    return;
  }
  for (const name of ['success_url', 'cancel_url']) {
    if (params[name] === undefined) continue;
    throw new ApiError(`\`${name}\` can only be used with the ui_mode \`hosted_page\`.`, {
      param: name,
    });
  }
  if (params['return_url'] === undefined && redirect !== 'never') throw missingParam('return_url');
}

const trialSecondsMin = 2 * 86_400;

/** Of the subscription: a trial of one day at least, or of two where its end is told. */
function checkTimes(call: Call): void {
  const { params } = call;
  const now = timeFor(params['customer'], call);
  const {
    billing_cycle_anchor: anchor,
    trial_end: end,
    trial_period_days: days,
  } = inner(params['subscription_data']);
  const nameOf = (name: string): string => `subscription_data[${name}]`;
  requireFuture(anchor, nameOf('billing_cycle_anchor'), now);
  requireWithin(days, nameOf('trial_period_days'), { least: 1 });
  requireTrialLength({ days, end }, now, nameOf);
  if (typeof end !== 'number' || end >= now + trialSecondsMin) return;
  throw new ApiError('The `trial_end` date has to be at least 2 days in the future.', {
    param: nameOf('trial_end'),
  });
}

const leastSeconds = 1800;
const mostSeconds = 86_400;

function checkExpiry({ params, now }: Call): void {
  const expires = params['expires_at'];
  if (typeof expires !== 'number') return;
  const refuse = (what: string): never => {
    throw new ApiError(
      `The \`expires_at\` timestamp must be ${what} from Checkout Session creation.`,
      {
        param: 'expires_at',
      },
    );
  };
  if (expires < now + leastSeconds) refuse('at least 30 minutes');
  if (expires > now + mostSeconds) refuse('less than 24 hours');
}
