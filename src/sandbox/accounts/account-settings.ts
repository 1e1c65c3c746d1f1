// Settings of a connected account: what is asked for, over what its name and its country bring.
// Source: https://docs.stripe.com/api/accounts/object#account_object-settings

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { checkDescriptor } from '../checking/statement-descriptors.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

/** What nobody has chosen yet. */
const usualSettings: Readonly<Record<string, Values>> = {
  bacs_debit_payments: { display_name: null, service_user_number: null },
  card_issuing: { tos_acceptance: { date: null, ip: null } },
  invoices: { default_account_tax_ids: null, hosted_payment_method_save: 'offer' },
  sepa_debit_payments: {},
};

const descriptorLengthMax = 22;
const prefixLengthMax = 10;

/** Each part whole: what is asked for, over what is usual, over nothing. */
export function settingsOf(empty: unknown, params: FormObject, country: string): Values {
  const settings = Object(empty) as Values;
  const asked = inner(params['settings']);
  const parts = {
    ...usualSettings,
    ...namedSettings(params, country),
    payouts: {
      // Whoever bears the losses decides.
      debit_negative_balances: params['type'] !== 'custom',
      schedule: scheduleOf(params, country),
      statement_descriptor: null,
    },
  };
  const usual = Object.entries(parts).map(([name, part]) => {
    const whole = { ...Object(settings[name]), ...Object(over(part, asked[name])) } as Values;
    return [name, sorted(whole)] as const;
  });
  return sorted({ ...settings, ...Object.fromEntries(usual) });
}

/**
 * Another descriptor brings another prefix, unless that is told as well.
 * Source: https://docs.stripe.com/connect/statement-descriptors
 */
export function withPrefix(settings: unknown, params: FormObject): Values {
  const { payments, card_payments: cards } = inner(params['settings']);
  const told = inner(payments)['statement_descriptor'];
  const isBrought = typeof told === 'string' && told !== '';
  const known = Object(settings) as Values;
  if (!isBrought || inner(cards)['statement_descriptor_prefix'] !== undefined) return known;
  const prefix = told.slice(0, prefixLengthMax).trim();
  return {
    ...known,
    card_payments: { ...Object(known['card_payments']), statement_descriptor_prefix: prefix },
  };
}

/** Throws for what no statement can be told with, or is too short or too long for it. */
export function checkSettings(params: FormObject): void {
  checkDescriptors(params);
  const { schedule } = inner(inner(params['settings'])['payouts']);
  const day = inner(schedule)['monthly_anchor'];
  if (day === undefined || (Number(day) >= 1 && Number(day) <= 31)) return;
  throw new ApiError('The day of a month is a number between 1 and 31.', {
    param: 'settings[payouts][schedule][monthly_anchor]',
  });
}

function checkDescriptors({ settings }: FormObject): void {
  const { payments, card_payments: cards } = inner(settings);
  for (const [part, name, least, most] of [
    [payments, 'statement_descriptor', 5, descriptorLengthMax],
    [cards, 'statement_descriptor_prefix', 2, prefixLengthMax],
  ] as const) {
    const text = inner(part)[name];
    if (typeof text !== 'string' || text === '') continue;
    const param = `settings[${part === payments ? 'payments' : 'card_payments'}][${name}]`;
    checkDescriptor(text, param);
    if (text.length >= least && text.length <= most) continue;
    throw new ApiError(
      `The statement descriptor must have between ${least} and ${most} characters.`,
      { param },
    );
  }
}

/** What customers see: the name of the business, else that of its site. Japan has letters of its own. */
function namedSettings(params: FormObject, country: string): Readonly<Record<string, Values>> {
  const { name, url } = inner(params['business_profile']);
  const host = hostOf(url);
  const shown = typeof name === 'string' && name !== '' ? name : undefined;
  const asked = inner(inner(params['settings'])['payments'])['statement_descriptor'];
  const descriptor = (shown ?? host)?.toUpperCase().slice(0, descriptorLengthMax).trim();
  const isJapanese = country === 'JP';
  const prefix = String(asked ?? descriptor ?? '')
    .slice(0, prefixLengthMax)
    .trim();
  return {
    card_payments: {
      decline_on: { avs_failure: false, cvc_failure: false },
      statement_descriptor_prefix: isJapanese || prefix === '' ? null : prefix,
    },
    dashboard: { display_name: shown ?? (host && siteName(host)) ?? null, timezone: 'Etc/UTC' },
    payments: { statement_descriptor: isJapanese ? '' : (descriptor ?? null) },
  };
}

/** Without what every site begins with. */
function hostOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || url === '') return undefined;
  const host = url.replace(/^[a-z]+:\/\//i, '').split(/[/?#:]/)[0] ?? '';
  return host.replace(/^www\./i, '') || undefined;
}

/** `example.com` is Example, and `shop.example.com` is shop.example. */
function siteName(host: string): string {
  const labels = host.split('.').slice(0, -1);
  const [only = host] = labels;
  return labels.length > 1 ? labels.join('.') : only.charAt(0).toUpperCase() + only.slice(1);
}

/** What nobody has asked for otherwise. */
function scheduleOf({ settings, type }: FormObject, country: string): Values {
  const { interval = 'weekly' } = inner(inner(inner(settings)['payouts'])['schedule']);
  const least = leastDelay({ type, country }, interval);
  if (type === 'custom' && interval === 'manual') return { delay_days: least, interval };
  const isWeekly = interval === 'weekly';
  return country === 'JP'
    ? { delay_days: least, interval, ...(isWeekly ? { weekly_anchor: 'friday' } : {}) }
    : { delay_days: least, interval: 'daily' };
}

/**
 * In days. Whose payouts the platform makes by hand has its money after one.
 * Source: https://docs.stripe.com/payouts#payout-speed
 */
function leastDelay({ type, country }: Values, interval: unknown): number {
  if (type === 'custom' && interval === 'manual') return 1;
  if (country === 'JP') return 4;
  return ['AU', 'US'].includes(String(country)) ? 2 : 7;
}

/**
 * The least delay is told as the number that it is, and days only of the interval that they belong to.
 * Source: https://docs.stripe.com/api/accounts/object#account_object-settings-payouts-schedule
 */
export function withSchedule(owner: Values, { settings }: FormObject): Values {
  const { payouts, ...others } = Object(owner['settings']) as Values;
  const { schedule, ...rest } = Object(payouts) as Values;
  const { delay_days: known, interval, ...days } = Object(schedule) as Values;
  const { delay_days: asked } = inner(inner(inner(settings)['payouts'])['schedule']);
  const own = Object.entries(days).filter(([name]) => name.startsWith(`${String(interval)}_`));
  const told = {
    delay_days: asked === 'minimum' ? leastDelay(owner, interval) : known,
    interval,
    ...Object.fromEntries(own),
  };
  return sorted({ ...others, payouts: sorted({ ...rest, schedule: sorted(told) }) });
}

function over(usual: unknown, given: unknown): unknown {
  const isPart = typeof usual === 'object' && usual !== null;
  if (!isPart) return given ?? usual;
  const [all, told] = [usual as Values, Object(given) as Values];
  const merged = Object.entries(all).map(([name, value]) => [name, over(value, told[name])]);
  return sorted({ ...told, ...Object.fromEntries(merged) });
}
