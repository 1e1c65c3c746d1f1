// The commonest mistakes, each with the requests that lead to it and what Stripe says: one table.
// Sources: https://docs.stripe.com/error-codes and https://docs.stripe.com/declines/codes

import { expect, test } from 'vitest';
import { key, nowSeconds, openSandbox, type Answered } from './open-sandbox.ts';

/** As in `POST /v1/charges amount=100&currency=usd`; `$0` is the id that the first step answered. */
type Step = string;

interface Mistake {
  readonly name: string;
  /** The last one is refused, all others are taken. */
  readonly steps: readonly Step[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly decline?: string;
  readonly param?: string;
  /** `…` stands for anything. */
  readonly message: string;
  /** Further members of the error. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const missing = { status: 404, code: 'resource_missing' };
const wrongInteger = { code: 'parameter_invalid_integer' };
const card = { status: 402, type: 'card_error' };
const customer = 'POST /v1/customers email=jenny.rosen@example.com';
const product = 'POST /v1/products name=Lamp';
const pay = (method: string, more = ''): Step =>
  `POST /v1/payment_intents amount=2000&currency=usd&payment_method_types[]=card&confirm=true&payment_method=${method}${more}`;
const unconfirmed = 'POST /v1/payment_intents amount=2000&currency=usd&payment_method_types[]=card';
const charge = 'POST /v1/charges amount=1000&currency=usd&source=tok_visa';
const monthly =
  'POST /v1/prices product=$0&currency=usd&unit_amount=1000&recurring[interval]=month';
const page =
  'POST /v1/checkout/sessions mode=payment&success_url=https://example.com&line_items[0][quantity]=1';
const described =
  'line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=900' +
  '&line_items[0][price_data][product_data][name]=Lamp';
const aCard = (more: string): Step => `POST /v1/payment_methods type=card&${more}`;
const coupon = 'POST /v1/coupons percent_off=50&duration=once';
const promotion = 'POST /v1/promotion_codes promotion[type]=coupon&promotion[coupon]=$0';
const year = 366 * 86_400;
const url = 'https://example.com';

/** Of a card that is declined in a payment. */
function declined(name: string, method: string, code: string, more: Partial<Mistake>): Mistake {
  return { name, steps: [pay(method)], ...card, code, message: 'Your card was declined.', ...more };
}

const mistakes: readonly Mistake[] = [
  // What is told twice, or is too little.
  {
    name: 'a trial that is told in two ways',
    steps: [
      product,
      monthly,
      customer,
      `POST /v1/subscriptions customer=$2&items[0][price]=$1&trial_period_days=7&trial_end=${nowSeconds + 86_400}`,
    ],
    message: 'Received both trial_end and trial_period_days parameters. Please pass in only one.',
  },
  {
    name: 'a fee of a part that is passed on',
    steps: [
      'POST /v1/accounts type=custom',
      `${unconfirmed}&application_fee_amount=100&transfer_data[destination]=$0&transfer_data[amount]=900`,
    ],
    message:
      'You may not provide the application_fee_amount parameter and the transfer_data[amount] ' +
      'parameter simultaneously. They are mutually exclusive.',
  },
  {
    name: 'a page that comes to too little',
    steps: [
      product,
      'POST /v1/prices product=$0&currency=usd&unit_amount=49',
      `POST /v1/checkout/sessions mode=payment&success_url=${url}&line_items[0][price]=$1&line_items[0][quantity]=1`,
    ],
    code: 'amount_too_small',
    message: "The Checkout Session's total amount due must add up to at least $0.50 USD",
  },
  {
    name: 'a capture of too little',
    steps: [`${charge}&capture=false`, 'POST /v1/charges/$0/capture amount=12'],
    code: 'amount_too_small',
    message: 'Amount must be at least $0.50 usd',
  },
  {
    name: 'a payment off session that is not confirmed',
    steps: [`${unconfirmed}&off_session=true`],
    code: 'payment_intent_invalid_parameter',
    message:
      'The parameter `off_session` cannot be passed when creating a PaymentIntent unless `confirm` is ' +
      'set to true.',
  },
  {
    name: 'a preview from a time on, of no subscription',
    steps: [
      customer,
      `POST /v1/invoices/create_preview customer=$0&subscription_details[proration_date]=${nowSeconds}`,
    ],
    message:
      'When previewing changes to a subscription, you must specify either `subscription` or…',
  },
  {
    name: 'a preview from a time on, of a subscription that is not there yet',
    steps: [
      product,
      monthly,
      customer,
      `POST /v1/invoices/create_preview customer=$2&subscription_details[items][0][price]=$1&subscription_details[proration_date]=${nowSeconds}`,
    ],
    message: 'Cannot specify proration date without specifying a subscription',
  },
  {
    name: 'a whole text for the statements of cards',
    steps: [`${unconfirmed}&statement_descriptor=Lamps`],
    param: 'statement_descriptor',
    message:
      'The statement_descriptor parameter is not supported for the payment_method_type `card`. To ' +
      'continue supporting payment_method_type `card`, please pass in `statement_descriptor_suffix` or…',
  },
  {
    name: 'a whole text for the statements of cards, later',
    steps: [unconfirmed, 'POST /v1/payment_intents/$0 statement_descriptor=Lamps'],
    param: 'statement_descriptor',
    message: 'The statement_descriptor parameter is not supported for the payment_method_type…',
  },
  {
    name: 'a kind that is over',
    steps: [
      'POST /v1/payment_intents amount=2000&currency=eur&payment_method_types[]=giropay&confirm=true' +
        `&payment_method_data[type]=giropay&return_url=${url}`,
    ],
    code: 'payment_method_not_available',
    message:
      'Giropay is deprecated and can no longer be used for payment acceptance. Please refer to ' +
      'https://docs.stripe.com/payments/giropay',
  },
  {
    name: 'a kind that does not take the currency',
    steps: [
      'POST /v1/payment_intents amount=2000&currency=inr&payment_method_types[]=card&payment_method_types[]=afterpay_clearpay',
    ],
    code: 'payment_intent_invalid_parameter',
    param: 'payment_method_types',
    message:
      'The currency provided (inr) is invalid for one or more payment method types on this ' +
      'PaymentIntent.',
  },
  {
    name: 'a list that begins with 1',
    steps: ['GET /v1/balance expand[1]=pending'],
    param: 'expand',
    message:
      'If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. ' +
      'foo[]=a&foo[]=b), the keys must be numeric and sequential starting from 0. You passed the ' +
      'keys `1`, we expected to have a key with the value `0`.',
  },
  {
    name: 'an object in place of a list',
    steps: ['POST /v1/checkout/sessions mode=payment&line_items[name]=Lamp'],
    param: 'line_items',
    message: 'Invalid array',
  },
  {
    name: 'an account in the United States without its holder',
    steps: [
      'POST /v1/payment_methods type=us_bank_account&us_bank_account[account_number]=000123456789' +
        '&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual',
    ],
    code: 'parameter_missing',
    param: 'billing_details[name]',
    message: 'Missing required param: billing_details[name].',
  },
  {
    name: 'PromptPay without an address to give money back to',
    steps: [
      'POST /v1/payment_intents amount=2000&currency=thb&payment_method_types[]=promptpay&confirm=true' +
        '&payment_method_data[type]=promptpay',
    ],
    code: 'parameter_missing',
    param: 'billing_details[email]',
    message: 'Missing required param: billing_details[email].',
  },
  {
    name: 'the address of a means of payment that is none',
    steps: [aCard('card[token]=tok_visa&billing_details[email]=jenny')],
    code: 'email_invalid',
    param: 'billing_details[email]',
    message: 'Invalid email address: jenny',
  },
  {
    name: 'the address of whoever buys on a page that is none',
    steps: [`${page}&${described}&customer_email=jenny`],
    code: 'email_invalid',
    param: 'customer_email',
    message: 'Invalid email address: jenny',
  },
  {
    name: 'a kind of payment that does not take the currency',
    steps: ['POST /v1/payment_intents amount=2000&currency=usd&payment_method_types[]=ideal'],
    code: 'payment_intent_invalid_parameter',
    param: 'payment_method_types',
    message:
      'The currency provided (usd) is invalid for one or more payment method types on this PaymentIntent.',
  },
  {
    name: 'items of a page as guides before prices have them',
    steps: [
      `${page}&line_items[0][name]=Lamp&line_items[0][amount]=500&line_items[0][currency]=usd`,
    ],
    message:
      'You cannot use `line_items.amount`, `line_items.currency`, `line_items.name`, ' +
      '`line_items.description`, or `line_items.images` in this API version. Please use ' +
      '`line_items.price` or `line_items.price_data`. Please see ' +
      'https://stripe.com/docs/payments/checkout/migrating-prices for more information.',
  },
  {
    name: 'an item of a page without a price',
    steps: [page],
    message:
      'You must provide one of `price` or `price_data` for each line item when using prices.',
  },
  {
    name: 'an item of a page with two prices',
    steps: [
      product,
      'POST /v1/prices product=$0&currency=usd&unit_amount=900',
      `${page}&line_items[0][price]=$1&${described}`,
    ],
    param: 'line_items[0][price]',
    message: 'You may only specify one of these parameters: price, price_data.',
  },
  {
    name: 'an item of a page that is nothing',
    steps: [
      `${page}&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=900`,
    ],
    message: 'You must specify either `product` or `product_data` when creating a price.',
  },
  {
    name: 'a page that costs too much',
    steps: [`${page}&${described}&line_items[0][price_data][unit_amount]=100000000`],
    code: 'amount_too_large',
    message: "The Checkout Session's total amount due must be no more than $999,999.99.",
  },
  {
    name: 'a price whose period is longer than three years',
    steps: [product, `${monthly}&recurring[interval_count]=37`],
    param: 'recurring[interval_count]',
    message: "The interval_count for monthly prices can't be greater than 36",
  },
  {
    name: 'a descriptor of a payment without a letter',
    steps: [`${unconfirmed}&statement_descriptor_suffix=10042`],
    param: 'statement_descriptor_suffix',
    message: 'The statement descriptor must contain at least one Latin character.',
  },
  {
    name: 'a sign that no descriptor has',
    steps: [`${product}&statement_descriptor=LAMPS%22`],
    param: 'statement_descriptor',
    message: 'The statement descriptor cannot include ".',
  },
  {
    name: 'a descriptor of a product that is too long',
    steps: [`${product}&statement_descriptor=${'L'.repeat(23)}`],
    param: 'statement_descriptor',
    message: `The statement descriptor must be at most 22 characters. ${'L'.repeat(23)} is 23 characters long.`,
  },
  {
    name: 'a unit whose name is too long',
    steps: [`${product}&unit_label=${'u'.repeat(13)}`],
    param: 'unit_label',
    message: `Invalid string length: ${'u'.repeat(13)} must be at most 12 characters`,
  },
  // Objects that are not there.
  {
    name: 'an unknown customer',
    steps: ['GET /v1/customers/cus_none'],
    ...missing,
    param: 'id',
    message: "No such customer: 'cus_none'",
  },
  {
    name: 'an unknown payment intent',
    steps: ['GET /v1/payment_intents/pi_none'],
    ...missing,
    param: 'intent',
    message: "No such payment_intent: 'pi_none'",
  },
  {
    name: 'an unknown setup intent',
    steps: ['GET /v1/setup_intents/seti_none'],
    ...missing,
    param: 'intent',
    message: "No such setupintent: 'seti_none'",
  },
  {
    name: 'an unknown charge',
    steps: ['GET /v1/charges/ch_none'],
    ...missing,
    param: 'id',
    message: "No such charge: 'ch_none'",
  },
  {
    name: 'an unknown subscription',
    steps: ['GET /v1/subscriptions/sub_none'],
    ...missing,
    param: 'id',
    message: "No such subscription: 'sub_none'",
  },
  {
    name: 'an unknown product',
    steps: ['GET /v1/products/prod_none'],
    ...missing,
    param: 'id',
    message: "No such product: 'prod_none'",
  },
  {
    name: 'an unknown payment method that is to be attached',
    steps: [customer, 'POST /v1/payment_methods/pm_none/attach customer=$0'],
    ...missing,
    param: 'payment_method',
    message: "No such PaymentMethod: 'pm_none'…",
  },
  {
    name: 'an unknown payment method in a payment',
    steps: [pay('pm_none')],
    code: 'resource_missing',
    param: 'payment_method',
    message: "No such PaymentMethod: 'pm_none'…",
  },
  {
    name: 'an unknown customer in a payment',
    steps: [`${unconfirmed}&customer=cus_none`],
    code: 'resource_missing',
    param: 'customer',
    message: "No such customer: 'cus_none'",
  },
  {
    name: 'an unknown price in a subscription',
    steps: [customer, 'POST /v1/subscriptions customer=$0&items[0][price]=price_none'],
    code: 'resource_missing',
    param: 'items[0][price]',
    message: "No such price: 'price_none'",
  },
  {
    name: 'an unknown product of a price',
    steps: ['POST /v1/prices product=prod_none&currency=usd&unit_amount=1000'],
    code: 'resource_missing',
    param: 'product',
    message: "No such product: 'prod_none'",
  },
  {
    name: 'an unknown token',
    steps: ['POST /v1/charges amount=1000&currency=usd&source=tok_none'],
    code: 'resource_missing',
    param: 'source',
    message: "No such token: 'tok_none'",
  },
  {
    name: 'an unknown coupon',
    steps: [customer, 'POST /v1/customers/$0 coupon=none'],
    code: 'resource_missing',
    param: 'coupon',
    message: "No such coupon: 'none'",
  },
  {
    name: 'an unknown account to transfer to',
    steps: ['POST /v1/transfers amount=100&currency=usd&destination=acct_none'],
    code: 'resource_missing',
    param: 'destination',
    message: "No such destination: 'acct_none'",
  },
  {
    name: 'an unknown account in a payment',
    steps: [`${unconfirmed}&transfer_data[destination]=acct_none`],
    code: 'resource_missing',
    param: 'transfer_data[destination]',
    message: "No such destination: 'acct_none'",
  },
  {
    name: 'a list for an unknown customer',
    steps: ['GET /v1/invoices?customer=cus_none'],
    code: 'resource_missing',
    param: 'customer',
    message: "No such customer: 'cus_none'",
  },
  {
    name: 'a list from an unknown object on',
    steps: ['GET /v1/customers?starting_after=cus_none'],
    code: 'resource_missing',
    param: 'starting_after',
    message: "No such customer: 'cus_none'",
  },
  {
    name: 'a deleted customer',
    steps: [customer, 'DELETE /v1/customers/$0', 'POST /v1/customers/$0 name=Jenny'],
    ...missing,
    param: 'id',
    message: "No such customer: '$0'",
  },
  // Parameters.
  {
    name: 'an unknown parameter',
    steps: ['POST /v1/customers foo=bar'],
    code: 'parameter_unknown',
    param: 'foo',
    message: 'Received unknown parameter: foo',
  },
  {
    name: 'a misspelt parameter',
    steps: ['POST /v1/customers emial=jenny.rosen@example.com'],
    code: 'parameter_unknown',
    param: 'emial',
    message: 'Received unknown parameter: emial. Did you mean email?',
  },
  {
    name: 'a missing amount',
    steps: ['POST /v1/payment_intents currency=usd'],
    code: 'parameter_missing',
    param: 'amount',
    message: 'Missing required param: amount.',
  },
  {
    name: 'a missing currency',
    steps: ['POST /v1/charges amount=1000&source=tok_visa'],
    code: 'parameter_missing',
    param: 'currency',
    message: 'Missing required param: currency.',
  },
  {
    name: 'no items in a subscription',
    steps: [customer, 'POST /v1/subscriptions customer=$0'],
    code: 'parameter_missing',
    param: 'items',
    message: 'Missing required param: items.',
  },
  {
    name: 'an amount with a point',
    steps: ['POST /v1/payment_intents amount=19.99&currency=usd'],
    ...wrongInteger,
    param: 'amount',
    message: 'Invalid integer: 19.99',
  },
  {
    name: 'an amount below zero',
    steps: ['POST /v1/payment_intents amount=-1&currency=usd'],
    ...wrongInteger,
    param: 'amount',
    message: 'This value must be greater than or equal to 1.',
  },
  {
    name: 'an amount below the least',
    steps: ['POST /v1/payment_intents amount=10&currency=usd'],
    code: 'amount_too_small',
    message: 'Amount must be at least $0.50 usd',
  },
  {
    name: 'an amount below the least of a charge',
    steps: ['POST /v1/charges amount=10&currency=eur&source=tok_visa'],
    code: 'amount_too_small',
    param: 'amount',
    message: 'Amount must be at least €0.50 eur',
  },
  {
    name: 'an amount of nothing',
    steps: ['POST /v1/payment_intents amount=0&currency=usd'],
    ...wrongInteger,
    param: 'amount',
    message: 'The amount must be greater than or equal to the minimum charge amount allowed…',
  },
  {
    name: 'a receipt to no address',
    steps: ['POST /v1/payment_intents amount=100&currency=usd&receipt_email=x'],
    code: 'email_invalid',
    param: 'receipt_email',
    message: 'Invalid email address: x',
  },
  {
    name: 'methods chosen in two ways',
    steps: [
      'POST /v1/payment_intents amount=100&currency=usd&payment_method_types[]=card&' +
        'automatic_payment_methods[enabled]=true',
    ],
    message:
      'You may only specify one of these parameters: automatic_payment_methods, payment_method_types.',
  },
  {
    name: 'invoices of no subscription',
    steps: ['GET /v1/invoices?subscription=sub_none'],
    code: 'resource_missing',
    param: 'subscription',
    message: "No such subscription: 'sub_none'",
  },
  {
    name: 'a coupon in a list that is not there',
    steps: [
      product,
      monthly,
      customer,
      'POST /v1/subscriptions customer=$2&items[0][price]=$1&discounts[0][coupon]=none',
    ],
    code: 'resource_missing',
    param: 'discounts[0][coupon]',
    message: "No such coupon: 'none'",
  },
  {
    name: 'an amount above the most',
    steps: ['POST /v1/payment_intents amount=100000000&currency=usd'],
    code: 'amount_too_large',
    param: 'amount',
    message: 'Amount must be no more than $999,999.99',
  },
  {
    name: 'an empty customer',
    steps: [`${unconfirmed}&customer=`],
    code: 'parameter_invalid_empty',
    param: 'customer',
    message:
      "You passed an empty string for 'customer'. We assume empty values are an attempt to unset a " +
      "parameter; however 'customer' cannot be unset. You should remove 'customer' from your " +
      'request or supply a non-empty value.',
  },
  {
    name: 'a value that is not listed',
    steps: [product, 'POST /v1/prices product=$0&currency=usd&recurring[interval]=decade'],
    param: 'recurring[interval]',
    message: 'Invalid recurring[interval]: must be one of …, or …',
  },
  {
    name: 'a currency that is none',
    steps: ['POST /v1/payment_intents amount=2000&currency=zzz'],
    param: 'currency',
    message: 'Invalid currency: zzz. Stripe currently supports these currencies: …',
  },
  {
    name: 'one as a boolean',
    steps: [`${unconfirmed}&confirm=1`],
    param: 'confirm',
    message: 'Invalid boolean: 1',
  },
  {
    name: 'a text for a list',
    steps: ['POST /v1/payment_intents amount=2000&currency=usd&payment_method_types=card'],
    param: 'payment_method_types',
    message: 'Invalid array',
  },
  {
    name: 'a text for an object',
    steps: ['POST /v1/customers address=Berlin'],
    param: 'address',
    message: 'Invalid object',
  },
  {
    name: 'an address that is no mail address',
    steps: ['POST /v1/customers email=jenny'],
    code: 'email_invalid',
    param: 'email',
    message: 'Invalid email address: jenny',
  },
  {
    name: 'a key of metadata that is too long',
    steps: [`POST /v1/customers metadata[${'k'.repeat(41)}]=1`],
    message: 'Metadata keys can have up to 40 characters…',
  },
  {
    name: 'a value of metadata that is too long',
    steps: [`POST /v1/customers metadata[order]=${'v'.repeat(501)}`],
    message: 'Metadata values can have up to 500 characters…',
  },
  {
    name: 'an unknown promotion code',
    steps: ['GET /v1/promotion_codes/promo_none'],
    ...missing,
    param: 'promotion_code',
    message: "No such promotion code: 'promo_none'",
  },
  {
    name: 'an unknown tax rate',
    steps: ['POST /v1/tax_rates/txr_none active=false'],
    ...missing,
    param: 'tax_rate',
    message: "No such tax rate: 'txr_none'",
  },
  {
    name: 'a refund of another charge',
    steps: [charge, 'POST /v1/refunds charge=$0', charge, 'GET /v1/charges/$2/refunds/$1'],
    ...missing,
    param: 'refund',
    message: "No such refund: '$1'",
  },
  {
    name: 'a dispute of a charge that has none',
    steps: [charge, 'GET /v1/charges/$0/dispute'],
    status: 404,
    message: 'No dispute for charge: $0',
  },
  {
    name: 'a currency in capitals where it names a value',
    steps: [
      'POST /v1/coupons amount_off=300&currency=usd&duration=once&currency_options[GBP][amount_off]=2',
    ],
    param: 'currency_options',
    message: 'Currencies must be lowercase when used as keys in a map. Use `gbp` instead of `GBP`.',
  },
  {
    name: 'a coupon that is over before it begins',
    steps: ['POST /v1/coupons percent_off=10&duration=once&redeem_by=5000'],
    param: 'redeem_by',
    message:
      'The parameter `redeem_by` expects a unix timestamp representing a date and time in the future. You specified the value `5000` which is in the past.',
  },
  {
    name: 'a coupon for too long',
    steps: [`POST /v1/coupons percent_off=10&duration=once&redeem_by=${nowSeconds + 6 * year}`],
    param: 'redeem_by',
    message: 'Invalid timestamp: can be no more than five years in the future.',
  },
  {
    name: 'a promotion of no coupon',
    steps: ['POST /v1/promotion_codes promotion[type]=coupon'],
    param: 'promotion.coupon',
    message: 'You must pass promotion.coupon when passing promotion',
  },
  {
    name: 'a promotion code that nobody can type in',
    steps: [coupon, `${promotion}&code=half+off!`],
    param: 'code',
    message:
      'This value must match the regex pattern. (/\\A[a-zA-Z0-9\\-_]+\\z/ does not match for the value half off!).',
  },
  {
    name: 'a promotion code that is in use',
    steps: [coupon, `${promotion}&code=AUTUMN`, `${promotion}&code=AUTUMN`],
    message: 'An active promotion code with `code: AUTUMN` already exists.',
  },
  {
    name: 'a promotion code that is over before it begins',
    steps: [coupon, `${promotion}&expires_at=7000`],
    param: 'expires_at',
    message:
      'The parameter `expires_at` expects a unix timestamp representing a date and time in the future. You specified the value `7000` which is in the past.',
  },
  {
    name: 'a promotion code for too long',
    steps: [coupon, `${promotion}&expires_at=${nowSeconds + 6 * year}`],
    param: 'expires_at',
    message: 'Invalid timestamp: can be no more than five years in the future.',
  },
  {
    name: 'a property that cannot be expanded',
    steps: ['GET /v1/customers?expand[]=data.email'],
    message: 'This property cannot be expanded (data.email)…',
  },
  {
    name: 'two prices of one unit',
    steps: [
      product,
      'POST /v1/prices product=$0&currency=usd&unit_amount=1000&unit_amount_decimal=1000.5',
    ],
    code: 'parameters_exclusive',
    param: 'unit_amount',
    message: 'You may only specify one of these parameters: unit_amount, unit_amount_decimal.',
  },
  {
    name: 'a bank transfer to a country that has none in euros',
    steps: [
      'POST /v1/payment_intents amount=500&currency=eur&payment_method_types[]=card',
      'POST /v1/payment_intents/$0 payment_method_options[customer_balance][bank_transfer][eu_bank_transfer][country]=US&payment_method_options[customer_balance][bank_transfer][type]=eu_bank_transfer',
    ],
    param: 'payment_method_options[customer_balance][bank_transfer][eu_bank_transfer][country]',
    message: 'Invalid country: US. It must be one of BE, DE, ES, FR, IE, NL.',
  },
  {
    name: 'nothing for what is required inside',
    steps: ['POST /v1/setup_intents automatic_payment_methods[enabled]='],
    code: 'parameter_invalid_empty',
    param: 'automatic_payment_methods[enabled]',
    message: 'You passed an empty string for…',
  },
  {
    name: 'an address of a page that is none',
    steps: ['POST /v1/checkout/sessions mode=setup&currency=usd&success_url=not-a-url'],
    code: 'url_invalid',
    param: 'success_url',
    message: 'Not a valid URL',
  },
  // Payments.
  {
    name: 'the capture of a payment that is through',
    steps: [pay('pm_card_visa'), 'POST /v1/payment_intents/$0/capture'],
    code: 'payment_intent_unexpected_state',
    message: 'This PaymentIntent could not be captured because it has already been captured.',
    more: { payment_intent: { object: 'payment_intent', status: 'succeeded' } },
  },
  {
    name: 'the capture of what was let go',
    steps: [
      pay('pm_card_visa', '&capture_method=manual'),
      'POST /v1/payment_intents/$0/capture amount_to_capture=700',
      'POST /v1/payment_intents/$0/capture',
    ],
    code: 'payment_intent_unexpected_state',
    message:
      'The remaining amount on this PaymentIntent could not be captured because the remainder of the ' +
      'authorized amount has been released.',
    more: { payment_intent: { amount_received: 700, status: 'succeeded' } },
  },
  {
    name: 'the capture of a payment that nobody made',
    steps: [unconfirmed, 'POST /v1/payment_intents/$0/capture'],
    code: 'payment_intent_unexpected_state',
    message:
      'This PaymentIntent could not be captured because it has a status of requires_payment_method. ' +
      'Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
    more: { payment_intent: { status: 'requires_payment_method' } },
  },
  {
    name: 'the capture of less than nothing',
    steps: [
      pay('pm_card_visa', '&capture_method=manual'),
      'POST /v1/payment_intents/$0/capture amount_to_capture=-7',
    ],
    param: 'amount_to_capture',
    message: 'Invalid non-negative integer',
    more: { payment_intent: { status: 'requires_capture' } },
  },
  {
    name: 'the capture of nothing',
    steps: [
      pay('pm_card_visa', '&capture_method=manual'),
      'POST /v1/payment_intents/$0/capture amount_to_capture=0',
    ],
    ...wrongInteger,
    param: 'amount',
    message: 'This value must be greater than or equal to 1.',
    more: { payment_intent: { status: 'requires_capture' } },
  },
  {
    name: 'the confirmation of a payment that is through',
    steps: [pay('pm_card_visa'), 'POST /v1/payment_intents/$0/confirm'],
    code: 'payment_intent_unexpected_state',
    message:
      'You cannot confirm this PaymentIntent because it has already succeeded after being ' +
      'previously confirmed.',
    more: { payment_intent: { object: 'payment_intent', status: 'succeeded' } },
  },
  {
    name: 'the confirmation of a payment without a method',
    steps: [unconfirmed, 'POST /v1/payment_intents/$0/confirm'],
    code: 'payment_intent_unexpected_state',
    message: "You cannot confirm this PaymentIntent because it's missing a payment method…",
    more: { payment_intent: { status: 'requires_payment_method' } },
  },
  {
    name: 'the cancellation of a payment that is through',
    steps: [pay('pm_card_visa'), 'POST /v1/payment_intents/$0/cancel'],
    code: 'payment_intent_unexpected_state',
    message:
      'You cannot cancel this PaymentIntent because it has a status of succeeded. Only a ' +
      'PaymentIntent with one of the following statuses may be canceled: requires_payment_method, ' +
      'requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, ' +
      'processing.',
    more: { payment_intent: { status: 'succeeded' } },
  },
  {
    name: 'the cancellation of a payment that is through, in a former version',
    headers: { 'Stripe-Version': '2024-06-20' },
    steps: [pay('pm_card_visa'), 'POST /v1/payment_intents/$0/cancel'],
    code: 'payment_intent_unexpected_state',
    message:
      '…requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.',
    more: { payment_intent: { status: 'succeeded' } },
  },
  {
    name: 'another amount for a payment that is through',
    steps: [pay('pm_card_visa'), 'POST /v1/payment_intents/$0 amount=3000'],
    code: 'payment_intent_unexpected_state',
    param: 'amount',
    message:
      "This PaymentIntent's amount could not be updated because it has a status of succeeded. You " +
      'may only update the amount of a PaymentIntent with one of the following statuses: ' +
      'requires_payment_method, requires_confirmation, requires_action.',
    more: { payment_intent: { status: 'succeeded' } },
  },
  {
    name: 'more than is held',
    steps: [
      pay('pm_card_visa', '&capture_method=manual'),
      'POST /v1/payment_intents/$0/capture amount_to_capture=3000',
    ],
    code: 'amount_too_large',
    message:
      'The payment could not be captured because the requested capture amount is greater than the ' +
      'amount you can capture for this charge. Contact us via https://support.stripe.com/contact/ for ' +
      'help.',
    more: { payment_intent: { amount_capturable: 2000 } },
  },
  {
    name: 'the cancellation of a setup that is canceled',
    steps: [
      'POST /v1/setup_intents',
      'POST /v1/setup_intents/$0/cancel',
      'POST /v1/setup_intents/$0/cancel',
    ],
    code: 'setup_intent_unexpected_state',
    message: 'You cannot cancel this SetupIntent because it is already canceled.',
    more: { setup_intent: { status: 'canceled' } },
  },
  {
    name: 'the confirmation of a setup that is canceled',
    steps: [
      'POST /v1/setup_intents',
      'POST /v1/setup_intents/$0/cancel',
      'POST /v1/setup_intents/$0/confirm',
    ],
    code: 'setup_intent_unexpected_state',
    message: 'You cannot confirm this SetupIntent because it has been canceled.',
    more: { setup_intent: { status: 'canceled' } },
  },
  {
    name: 'the cancellation of a setup that is through',
    steps: [
      'POST /v1/setup_intents confirm=true&payment_method=pm_card_visa&payment_method_types[]=card',
      'POST /v1/setup_intents/$0/cancel',
    ],
    code: 'setup_intent_unexpected_state',
    message:
      'You cannot cancel this SetupIntent because it has a status of succeeded. Only a SetupIntent ' +
      'with one of the following statuses may be canceled: `requires_payment_method`, ' +
      '`requires_confirmation`, or `requires_action`.',
    more: { setup_intent: { status: 'succeeded' } },
  },
  {
    name: 'amounts for a setup that waits for none',
    steps: [
      'POST /v1/setup_intents',
      'POST /v1/setup_intents/$0/verify_microdeposits amounts[]=32&amounts[]=45',
    ],
    code: 'intent_invalid_state',
    message:
      'This SetupIntent cannot be actioned on because it has a status of requires_payment_method. ' +
      'Only a SetupIntent with one of the following statuses may be actioned on: ["requires_action"].',
    more: { setup_intent: { status: 'requires_payment_method' } },
  },
  {
    name: 'a setup with a method of another customer',
    steps: [
      customer,
      aCard('card[token]=tok_visa'),
      'POST /v1/payment_methods/$1/attach customer=$0',
      customer,
      'POST /v1/setup_intents customer=$3',
      'POST /v1/setup_intents/$4/confirm payment_method=$1&return_url=https://example.com',
    ],
    param: 'payment_method',
    message:
      'The PaymentMethod $1 does not belong to the Customer you supplied $3. Please use this ' +
      'PaymentMethod with the Customer that it belongs to instead.',
    more: { setup_intent: { status: 'requires_payment_method' } },
  },
  {
    name: 'a payment with a method of another customer',
    steps: [
      customer,
      aCard('card[token]=tok_visa'),
      'POST /v1/payment_methods/$1/attach customer=$0',
      customer,
      `${unconfirmed}&customer=$3`,
      'POST /v1/payment_intents/$4/confirm payment_method=$1',
    ],
    param: 'payment_method',
    message:
      'The PaymentMethod $1 does not belong to the Customer you supplied $3. Please use this ' +
      'PaymentMethod with the Customer that it belongs to instead.',
    more: { payment_intent: { status: 'requires_payment_method' } },
  },
  {
    name: 'one method of a customer who has another',
    steps: [customer, aCard('card[token]=tok_visa'), 'GET /v1/customers/$0/payment_methods/$1'],
    status: 404,
    param: 'customer',
    message: 'Invalid request',
  },
  {
    name: 'the methods of a customer who is gone',
    steps: [customer, 'DELETE /v1/customers/$0', 'GET /v1/payment_methods?customer=$0'],
    code: 'resource_missing',
    param: 'customer',
    message: "No such customer: '$0'",
  },
  {
    name: 'a method that was used once without a customer',
    steps: [aCard('card[token]=tok_visa'), pay('$0'), pay('$0')],
    message:
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer ' +
      'attachment, shared with a connected account without Customer attachment, or was detached ' +
      'from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must ' +
      'attach it to a Customer first.',
  },
  {
    name: 'a method of another customer',
    steps: [
      customer,
      customer,
      aCard('card[token]=tok_visa'),
      'POST /v1/payment_methods/$2/attach customer=$0',
      'POST /v1/payment_methods/$2/attach customer=$1',
    ],
    message: 'The payment method you provided has already been attached to a customer.',
  },
  {
    name: 'a method of a customer who is not named',
    steps: [
      customer,
      aCard('card[token]=tok_visa'),
      'POST /v1/payment_methods/$1/attach customer=$0',
      pay('$1'),
    ],
    code: 'parameter_missing',
    param: 'source',
    message:
      'The `payment_method` parameter supplied $1 belongs to the Customer $0. Please include the ' +
      'Customer in the `customer` parameter on the PaymentIntent.',
  },
  {
    name: 'the detachment of what is not attached',
    steps: [aCard('card[token]=tok_visa'), 'POST /v1/payment_methods/$0/detach'],
    message:
      'The payment method you provided is not attached to a customer so detachment is impossible.',
  },
  ...['', '&payment_method=$1'].map((method) => ({
    name: `a charge of a customer with a modern means of payment only${method}`,
    steps: [
      customer,
      'POST /v1/payment_methods/pm_card_visa/attach customer=$0',
      'POST /v1/customers/$0 invoice_settings[default_payment_method]=$1',
      `POST /v1/charges amount=1000&currency=usd&customer=$0${method}`,
    ],
    ...card,
    code: 'missing',
    param: 'card',
    message:
      "This Customer doesn't have any legacy saved payment details, but does have a Payment…",
  })),
  {
    name: 'a payout of less than nothing',
    steps: ['POST /v1/payouts amount=-5&currency=usd'],
    ...wrongInteger,
    param: 'amount',
    message: 'This value must be greater than or equal to 1.',
  },
  ...['GET /v1/payouts/po_none', 'POST /v1/payouts/po_none/reverse'].map((step) => ({
    name: `an unknown payout: ${step}`,
    steps: [step],
    ...missing,
    param: 'payout',
    message: "No such payout: 'po_none'",
  })),
  {
    name: 'an unknown transaction',
    steps: ['GET /v1/balance_transactions/txn_none'],
    ...missing,
    param: 'id',
    message: "No such balance transaction: 'txn_none'",
  },
  ...['', '&payment_method=pm_card_visa'].map((method) => ({
    name: `a charge without a source${method}`,
    steps: [`POST /v1/charges amount=1000&currency=usd${method}`],
    code: 'parameter_missing',
    message: 'Must provide source or customer.',
  })),
  {
    name: 'a token that was used before',
    steps: [
      'POST /v1/tokens card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2030',
      'POST /v1/charges amount=1000&currency=usd&source=$0',
      'POST /v1/charges amount=1000&currency=usd&source=$0',
    ],
    code: 'token_already_used',
    message: 'You cannot use a Stripe token more than once: $0.',
  },
  {
    name: 'the capture of a charge that was captured',
    steps: [charge, 'POST /v1/charges/$0/capture'],
    code: 'charge_already_captured',
    message: 'Charge $0 has already been captured.',
  },
  // Cards.
  declined('a declined card', 'pm_card_visa_chargeDeclined', 'card_declined', {
    decline: 'generic_decline',
    more: { advice_code: 'try_again_later', network_decline_code: '01' },
  }),
  declined('too little money', 'pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', {
    decline: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    more: { advice_code: 'try_again_later', network_decline_code: '51' },
  }),
  declined('a lost card', 'pm_card_visa_chargeDeclinedLostCard', 'card_declined', {
    decline: 'lost_card',
    more: { advice_code: 'do_not_try_again', network_decline_code: '41' },
  }),
  declined('a stolen card', 'pm_card_visa_chargeDeclinedStolenCard', 'card_declined', {
    decline: 'stolen_card',
    more: { advice_code: 'do_not_try_again', network_decline_code: '43' },
  }),
  declined(
    'too many payments',
    'pm_card_visa_chargeDeclinedVelocityLimitExceeded',
    'card_declined',
    {
      decline: 'card_velocity_exceeded',
      message: 'Your card was declined for making repeated attempts too frequently or exceeding…',
      more: { advice_code: 'try_again_later', network_decline_code: '61' },
    },
  ),
  declined('an expired card', 'pm_card_chargeDeclinedExpiredCard', 'expired_card', {
    decline: 'expired_card',
    param: 'exp_month',
    message: 'Your card has expired.',
    more: { advice_code: 'confirm_card_data', network_decline_code: '54' },
  }),
  declined('a wrong code', 'pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', {
    decline: 'incorrect_cvc',
    param: 'cvc',
    message: "Your card's security code is incorrect.",
    more: { advice_code: 'confirm_card_data', network_decline_code: 'N7' },
  }),
  declined('a mishap of the network', 'pm_card_chargeDeclinedProcessingError', 'processing_error', {
    decline: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    more: { advice_code: 'try_again_later', network_decline_code: '06' },
  }),
  declined('a payment that is too risky', 'pm_card_chargeDeclinedFraudulent', 'card_declined', {
    decline: 'fraudulent',
  }),
  {
    name: 'a card that asks its holder, who is not there',
    steps: [pay('pm_card_authenticationRequired', '&off_session=true')],
    ...card,
    code: 'authentication_required',
    decline: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  {
    name: 'a declined card that is to be attached',
    steps: [
      customer,
      aCard('card[token]=tok_chargeDeclined'),
      'POST /v1/payment_methods/$1/attach customer=$0',
    ],
    ...card,
    code: 'card_declined',
    decline: 'generic_decline',
    param: '',
    message: 'Your card was declined.',
  },
  {
    name: 'a number that is none',
    steps: [aCard('card[number]=4242424242424241&card[exp_month]=12&card[exp_year]=2030')],
    ...card,
    code: 'incorrect_number',
    param: 'number',
    message: 'Your card number is incorrect.',
  },
  {
    name: 'a month that is none',
    steps: [aCard('card[number]=4242424242424242&card[exp_month]=13&card[exp_year]=2030')],
    ...card,
    code: 'invalid_expiry_month',
    param: 'exp_month',
    message: "Your card's expiration month is invalid.",
  },
  {
    name: 'a year that is over',
    steps: [aCard('card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2000')],
    ...card,
    code: 'invalid_expiry_year',
    param: 'exp_year',
    message: "Your card's expiration year is invalid.",
  },
  {
    name: 'a code of two digits',
    steps: [
      aCard('card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2030&card[cvc]=12'),
    ],
    ...card,
    code: 'invalid_cvc',
    param: 'cvc',
    message: "Your card's security code is invalid.",
  },
  // Refunds, transfers and payouts.
  {
    name: 'a refund of nothing',
    steps: ['POST /v1/refunds amount=100'],
    message:
      'One of the following params should be provided for this request: payment_intent or charge.',
  },
  {
    name: 'a refund of what was given back',
    steps: [charge, 'POST /v1/refunds charge=$0', 'POST /v1/refunds charge=$0'],
    code: 'charge_already_refunded',
    message: 'Charge $0 has already been refunded.',
  },
  {
    name: 'a refund of more than was paid',
    steps: [charge, 'POST /v1/refunds charge=$0&amount=1100'],
    param: 'amount',
    message: 'Refund amount ($11.00) is greater than charge amount ($10.00)',
  },
  {
    name: 'a refund of more than is left',
    steps: [
      charge,
      'POST /v1/refunds charge=$0&amount=500',
      'POST /v1/refunds charge=$0&amount=600',
    ],
    param: 'amount',
    message: 'Refund amount ($6.00) is greater than unrefunded amount on charge ($5.00)',
  },
  {
    name: 'a refund of what was charged back',
    steps: [
      'POST /v1/charges amount=1000&currency=usd&source=tok_createDispute',
      'POST /v1/refunds charge=$0',
    ],
    code: 'charge_disputed',
    message: 'Charge $0 has been charged back; cannot issue a refund.',
  },
  {
    name: 'a payout of more than there is',
    steps: ['POST /v1/payouts amount=1000&currency=usd'],
    code: 'balance_insufficient',
    message: 'You have insufficient funds in your Stripe account for this transfer…',
  },
  {
    name: 'a transfer of more than there is',
    steps: [
      'POST /v1/accounts type=express',
      'POST /v1/transfers amount=1000&currency=usd&destination=$0',
    ],
    code: 'balance_insufficient',
    message: 'You have insufficient available funds in your Stripe account…',
  },
  {
    name: 'the number of a real bank account',
    steps: [
      'POST /v1/tokens bank_account[country]=US&bank_account[currency]=usd&bank_account[routing_number]=110000000&bank_account[account_number]=123456',
    ],
    code: 'account_number_invalid',
    param: 'bank_account[account_number]',
    message: 'You must use a test bank account number in test mode. Try 000123456789 or see more…',
  },
  // Billing.
  {
    name: 'a subscription without a means of payment',
    steps: [product, monthly, customer, 'POST /v1/subscriptions customer=$2&items[0][price]=$1'],
    code: 'resource_missing',
    message: 'This customer has no attached payment source or default payment method…',
  },
  {
    name: 'a subscription to what is bought once',
    steps: [
      product,
      'POST /v1/prices product=$0&currency=usd&unit_amount=1000',
      customer,
      'POST /v1/subscriptions customer=$2&items[0][price]=$1',
    ],
    param: 'items[0][price]',
    message:
      'The price specified is set to `type=one_time` but this field only accepts prices with ' +
      '`type=recurring`.',
  },
  {
    name: 'the cancellation of a subscription that is canceled',
    steps: [
      product,
      monthly,
      customer,
      'POST /v1/subscriptions customer=$2&items[0][price]=$1&collection_method=send_invoice&days_until_due=7',
      'DELETE /v1/subscriptions/$3',
      'DELETE /v1/subscriptions/$3',
    ],
    ...missing,
    param: 'id',
    message: "No such subscription: '$3'",
  },
  {
    name: 'a change of a subscription that is canceled',
    steps: [
      product,
      monthly,
      customer,
      'POST /v1/subscriptions customer=$2&items[0][price]=$1&collection_method=send_invoice&days_until_due=7',
      'DELETE /v1/subscriptions/$3',
      'POST /v1/subscriptions/$3 cancel_at_period_end=true',
    ],
    code: 'invalid_canceled_subscription_fields',
    message: 'A canceled subscription can only update its cancellation_details and metadata.',
  },
  {
    name: 'the payment of an invoice that is paid',
    steps: [
      customer,
      'POST /v1/invoices customer=$0',
      'POST /v1/invoices/$1/pay',
      'POST /v1/invoices/$1/pay',
    ],
    message: 'Invoice is already paid',
  },
  {
    name: 'the deletion of an invoice that is open',
    steps: [
      customer,
      'POST /v1/invoices customer=$0',
      'POST /v1/invoiceitems customer=$0&amount=500&currency=usd&invoice=$1',
      'POST /v1/invoices/$1/finalize',
      'DELETE /v1/invoices/$1',
    ],
    message: 'You can only delete draft invoices…',
  },
  {
    name: 'one more item for an invoice that is open',
    steps: [
      customer,
      'POST /v1/invoices customer=$0',
      'POST /v1/invoiceitems customer=$0&amount=500&currency=usd&invoice=$1',
      'POST /v1/invoices/$1/finalize',
      'POST /v1/invoiceitems customer=$0&amount=500&currency=usd&invoice=$1',
    ],
    code: 'invoice_not_editable',
    message: 'This invoice is no longer editable',
  },
  {
    name: 'the deletion of a product that has a price',
    steps: [product, monthly, 'DELETE /v1/products/$0'],
    message: 'This product cannot be deleted because it has one or more user-created prices.',
  },
  {
    name: 'a coupon that is there',
    steps: [
      'POST /v1/coupons id=HALF&percent_off=50&duration=once',
      'POST /v1/coupons id=HALF&percent_off=50&duration=once',
    ],
    code: 'resource_already_exists',
    message: 'Coupon already exists.',
  },
  {
    name: 'a clock that goes back',
    steps: [
      `POST /v1/test_helpers/test_clocks frozen_time=${nowSeconds}`,
      `POST /v1/test_helpers/test_clocks/$0/advance frozen_time=${nowSeconds - 60}`,
    ],
    code: 'test_clock_invalid_frozen_time',
    param: 'frozen_time',
    message: '…',
  },
  {
    name: 'a page without lines',
    steps: [`POST /v1/checkout/sessions mode=payment&success_url=${url}`],
    code: 'parameter_missing',
    param: 'line_items',
    message: 'You must provide at least one line item.',
  },
  {
    name: 'a page of a session that has expired',
    steps: [
      `POST /v1/checkout/sessions mode=setup&currency=usd&success_url=${url}`,
      'POST /v1/checkout/sessions/$0/expire',
      'POST /v1/checkout/sessions/$0/expire',
    ],
    message:
      'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has ' +
      'a status of `expired`.',
  },
  // Keys, headers and addresses.
  {
    name: 'no key',
    steps: ['GET /v1/customers'],
    headers: { Authorization: '' },
    status: 401,
    message:
      'You did not provide an API key. You need to provide your API key in the Authorization…',
  },
  {
    name: 'a key that is none',
    steps: ['GET /v1/customers'],
    headers: { Authorization: 'Bearer sk_text_1234567890abcdefghij' },
    status: 401,
    message: 'Invalid API Key provided: sk_text_…*ghij',
  },
  {
    name: 'a publishable key',
    steps: ['GET /v1/customers'],
    headers: { Authorization: 'Bearer pk_test_1234567890abcdefghij' },
    status: 401,
    code: 'secret_key_required',
    message: 'This API call cannot be made with a publishable API key…',
  },
  {
    name: 'an account of somebody else',
    steps: ['GET /v1/customers'],
    headers: { 'Stripe-Account': 'acct_none' },
    status: 403,
    code: 'account_invalid',
    message:
      "The provided key 'sk_test_…' does not have access to account 'acct_none' (or that account " +
      'does not exist). Application access may have been revoked.',
  },
  {
    name: 'an address that is none',
    steps: ['GET /v1/custumers'],
    status: 404,
    message: 'Unrecognized request URL (GET: /v1/custumers)…',
  },
  {
    name: 'a list with a slash behind it',
    steps: ['GET /v1/customers/'],
    status: 404,
    message:
      'Unrecognized request URL (GET: /v1/customers/). If you are trying to list objects, remove ' +
      'the trailing slash…',
  },
  {
    name: 'other parameters under the same idempotency key',
    steps: ['POST /v1/customers name=One', 'POST /v1/customers name=Two'],
    headers: { 'Idempotency-Key': 'once' },
    type: 'idempotency_error',
    message: "Keys for idempotent requests can only be used with the same parameters …'once'…",
  },
  {
    name: 'a version that is none',
    steps: ['GET /v1/customers'],
    headers: { 'Stripe-Version': 'latest' },
    message: 'Invalid Stripe API version: latest…',
  },
];

test('there are at least sixty', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(60);
});

test.each(mistakes)('$name is told as Stripe tells it', async (mistake) => {
  const { call } = openSandbox();
  const answers: Answered[] = [];
  const filled = (text: string): string =>
    text.replace(/\$(\d)(?!\d|\.\d)/g, (_, step: string) => answers[Number(step)]?.body.id ?? step);
  for (const step of mistake.steps) {
    const [method = '', path = '', params = ''] = filled(step).split(' ');
    answers.push(await call(method, path, params, mistake.headers));
  }
  const refused = answers.pop();
  expect(answers.map(({ text, status }) => (status === 200 ? 'taken' : text))).toEqual(
    answers.map(() => 'taken'),
  );
  const { error } = refused?.body ?? {};
  const { code } = mistake;
  expect({
    status: refused?.status,
    type: error?.type,
    code: error?.code,
    decline: error?.decline_code,
    param: error?.param,
    url: error?.doc_url,
  }).toEqual({
    status: mistake.status ?? 400,
    type: mistake.type ?? 'invalid_request_error',
    code,
    decline: mistake.decline,
    param: mistake.param,
    url: code && `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
  });
  expect(error.message).toMatch(form(filled(mistake.message)));
  expect(error).toMatchObject(mistake.more ?? {});
  if (refused?.status !== 401) expect(error.request_log_url).toMatch(/^https:.*object=req_\w{14}$/);
  expect(refused?.text).not.toContain(key);
});

function form(message: string): RegExp {
  const plain = message.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${plain.join('.*')}$`, 's');
}
