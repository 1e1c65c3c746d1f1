// Times and numbers of days that subscriptions, invoices, quotes and pages may be told, and those that are
// over, too far away, or less than nothing; and intervals that do not go together.

import { describe } from 'vitest';
import { nowSeconds } from './open-sandbox.ts';
import { check, type Before, type Params, type Row } from './rows.ts';

const daySeconds = 86_400;
const inDays = (days: number): string => String(nowSeconds + days * daySeconds);

const priced = (interval: string): Params => ({
  ...{ product: '{product}', currency: 'usd', unit_amount: '1000' },
  'recurring[interval]': interval,
});
const sold: Before = [
  [
    'customer',
    '/v1/customers',
    { payment_method: 'pm_card_visa', 'invoice_settings[default_payment_method]': 'pm_card_visa' },
  ],
  ['product', '/v1/products', { name: 'Desk' }],
  ['price', '/v1/prices', priced('month')],
  ['yearly', '/v1/prices', priced('year')],
  ['weekly', '/v1/prices', priced('week')],
];
const asked = { customer: '{customer}', 'items[0][price]': '{price}' };
const sent = { collection_method: 'send_invoice' };
const going: Before = [...sold, ['subscription', '/v1/subscriptions', asked]];

const over = 'Invalid timestamp: must be an integer Unix timestamp in the future.';
const tooFar = 'Invalid timestamp: can be no more than five years in the future.';
const tooLong = 'The maximum number of trial period days is 730 (2 years).';
const sentOnly =
  "You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.";

const subscribing = (more: Params, error: object): Row => ({
  before: sold,
  path: '/v1/subscriptions',
  params: { ...asked, ...more },
  told: { error: { type: 'invalid_request_error', ...error } },
});
const changing = (more: Params, error: object): Row => ({
  before: going,
  path: '/v1/subscriptions/{subscription}',
  params: more,
  told: { error: { type: 'invalid_request_error', ...error } },
});
const least = (bound: number, param: string) => ({
  code: 'parameter_invalid_integer',
  message: `This value must be greater than or equal to ${bound}.`,
  param,
});

describe('a subscription is refused', () => {
  check({
    'a trial of less than no days': subscribing(
      { trial_period_days: '-1' },
      least(0, 'trial_period_days'),
    ),
    'a trial of more than two years': subscribing(
      { trial_period_days: '731' },
      { message: tooLong, param: 'trial_period_days' },
    ),
    'the end of such a trial': subscribing(
      { trial_end: inDays(800) },
      { message: tooLong, param: 'trial_end' },
    ),
    'the end of a trial too far away': changing(
      { trial_end: inDays(2000) },
      { message: tooFar, param: 'trial_end' },
    ),
    'an end too far away': changing(
      { cancel_at: inDays(2000) },
      { message: tooFar, param: 'cancel_at' },
    ),
    'an end that is over': subscribing({ cancel_at: '5' }, { message: over, param: 'cancel_at' }),
    'an anchor that is over': subscribing(
      { billing_cycle_anchor: '5' },
      { message: over, param: 'billing_cycle_anchor' },
    ),
    'days that are less than none': subscribing(
      { ...sent, days_until_due: '-1' },
      least(0, 'days_until_due'),
    ),
    'days where it is charged': subscribing({ days_until_due: '5' }, { message: sentOnly }),
    'days later on where it is charged': changing({ days_until_due: '5' }, { message: sentOnly }),
    'a day of prorations outside of its period': changing(
      { 'items[0][price]': '{yearly}', proration_date: inDays(400) },
      { param: 'proration_date' },
    ),
    'another interval in classic mode': subscribing(
      { 'items[1][price]': '{yearly}', 'billing_mode[type]': 'classic' },
      { param: 'items' },
    ),
    'an interval that is no multiple of the other': subscribing(
      { 'items[1][price]': '{weekly}' },
      { param: 'items' },
    ),
  });
});

const offered = { customer: '{customer}', 'line_items[0][price]': '{price}' };
const page = {
  ...{ ...offered, mode: 'subscription', success_url: 'https://example.com' },
  'line_items[0][quantity]': '1',
};
const refused = (path: string, params: Params, error: object): Row => ({
  before: sold,
  path,
  params,
  told: { error },
});

describe('refused are', () => {
  check({
    'an invoice that was due before': refused(
      '/v1/invoices',
      { customer: '{customer}', ...sent, due_date: '5' },
      { message: over, param: 'due_date' },
    ),
    'an invoice that is due before it is made': refused(
      '/v1/invoices',
      { customer: '{customer}', ...sent, days_until_due: '-1' },
      least(0, 'days_until_due'),
    ),
    'a quote that is over': refused(
      '/v1/quotes',
      { ...offered, expires_at: '5' },
      {
        message:
          'The parameter `expires_at` expects a unix timestamp representing a date and time in the future. You specified the value `5` which is in the past.',
        param: 'expires_at',
      },
    ),
    'a page with a trial of no days': refused(
      '/v1/checkout/sessions',
      { ...page, 'subscription_data[trial_period_days]': '0' },
      least(1, 'subscription_data[trial_period_days]'),
    ),
    'a page with a trial of a day, told by its end': refused(
      '/v1/checkout/sessions',
      { ...page, 'subscription_data[trial_end]': inDays(1) },
      { param: 'subscription_data[trial_end]' },
    ),
    'a page with an anchor that is over': refused(
      '/v1/checkout/sessions',
      { ...page, 'subscription_data[billing_cycle_anchor]': '5' },
      { message: over, param: 'subscription_data[billing_cycle_anchor]' },
    ),
  });
});

describe('on a test clock its time counts', () => {
  const then = nowSeconds - 1000 * daySeconds;
  const before: Before = [
    ['clock', '/v1/test_helpers/test_clocks', { frozen_time: String(then) }],
    ['customer', '/v1/customers', { test_clock: '{clock}' }],
    ...sold.slice(1),
  ];
  const soon = String(then + 10 * daySeconds);
  const paged = (name: string): Row => ({
    ...{ before, path: '/v1/checkout/sessions' },
    params: { ...page, customer: '{customer}', [`subscription_data[${name}]`]: soon },
    told: { object: 'checkout.session' },
  });
  const invoice: Row = {
    ...{ before, path: '/v1/invoices' },
    params: { customer: '{customer}', ...sent, due_date: soon },
    told: { created: then, period_end: then, due_date: Number(soon) },
  };
  check({
    'of an invoice': invoice,
    'of an item of an invoice': {
      ...{ before, path: '/v1/invoiceitems' },
      params: { customer: '{customer}', amount: '5', currency: 'usd' },
      told: { date: then, period: { start: then, end: then } },
    },
    'of an invoice that is changed': {
      before: [...before, ['invoice', invoice.path, invoice.params ?? {}]],
      path: '/v1/invoices/{invoice}',
      params: { due_date: String(then + 20 * daySeconds) },
      told: { due_date: then + 20 * daySeconds },
    },
    'of a quote': {
      ...{ before, path: '/v1/quotes' },
      params: { ...offered, expires_at: soon },
      told: { expires_at: Number(soon) },
    },
    'of a page with a trial': paged('trial_end'),
    'of a page with an anchor': paged('billing_cycle_anchor'),
  });
});
