// Kinds of payment methods: the currencies that each takes, and what its customer is to do.
// Source: https://docs.stripe.com/payments/payment-methods/payment-method-support

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';

const currencies: Readonly<Record<string, string>> = {
  acss_debit: 'cad usd',
  au_becs_debit: 'aud',
  bacs_debit: 'gbp',
  bancontact: 'eur',
  blik: 'pln',
  boleto: 'brl',
  cashapp: 'usd',
  eps: 'eur',
  fpx: 'myr',
  giropay: 'eur',
  grabpay: 'myr sgd',
  ideal: 'eur',
  konbini: 'jpy',
  multibanco: 'eur',
  oxxo: 'mxn',
  p24: 'eur pln',
  paynow: 'sgd',
  pix: 'brl',
  promptpay: 'thb',
  sepa_debit: 'eur',
  sofort: 'eur',
  swish: 'sek',
  twint: 'chf',
  us_bank_account: 'usd',
};

/** Whether a kind can be paid with in a currency; without one nothing is in the way. */
export function isTaking(kind: string, currency: unknown): boolean {
  const taken = currencies[kind];
  return currency === undefined || !taken || taken.split(' ').includes(String(currency));
}

/** Throws Stripe's refusals for kinds that there are not, or that do not take the currency. */
export function checkKinds(kinds: readonly string[], currency: unknown, call: Call): void {
  refuseStrange(kinds, 'payment_intent', call);
  if (kinds.every((kind) => isTaking(kind, currency))) return;
  throw new ApiError(
    `The currency provided (${String(currency)}) is invalid for one or more payment method types on ` +
      'this PaymentIntent.',
    { code: 'payment_intent_invalid_parameter', param: 'payment_method_types' },
  );
}

/** `intent` is the kind of object that is to take them. */
export function refuseStrange(kinds: readonly string[], intent: string, { shape }: Call): void {
  const type = shape('payment_method')?.get('type')?.type;
  const known = type?.type === 'enum' ? type.values : kinds;
  const refused = { code: `${intent}_invalid_parameter`, param: 'payment_method_types' };
  const strange = kinds.find((kind) => !known.includes(kind));
  if (strange !== undefined) {
    throw new ApiError(
      `The payment method type provided: ${strange} is invalid. Please ensure the provided type is ` +
        'activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and ' +
        'your account is enabled for any preview features that you are trying to use.',
      refused,
    );
  }
}

/** Kinds whose customer is sent to another page to approve the payment. */
const redirecting: ReadonlySet<string> = new Set(
  (
    'affirm afterpay_clearpay alma amazon_pay bancontact billie eps fpx giropay grabpay ideal ' +
    'kakao_pay klarna kr_card mobilepay naver_pay p24 pay_by_bank payco paypal revolut_pay ' +
    'samsung_pay satispay sofort sunbit twint zip'
  ).split(' '),
);

export function isRedirecting(kind: string): boolean {
  return redirecting.has(kind);
}

/** Kinds whose customer is shown a code or a voucher, by the name of what is shown. */
const shown: Readonly<Record<string, string>> = {
  alipay: 'alipay_handle_redirect',
  blik: 'blik_authorize',
  boleto: 'boleto_display_details',
  cashapp: 'cashapp_handle_redirect_or_display_qr_code',
  konbini: 'konbini_display_details',
  multibanco: 'multibanco_display_details',
  oxxo: 'oxxo_display_details',
  paynow: 'paynow_display_qr_code',
  pix: 'pix_display_qr_code',
  promptpay: 'promptpay_display_qr_code',
  swish: 'swish_handle_redirect_or_display_qr_code',
  wechat_pay: 'wechat_pay_display_qr_code',
};

/** What there is to do with a method of a kind; undefined where there is nothing. */
export function actionOf(
  kind: string,
  { returnUrl, account }: { readonly returnUrl: unknown; readonly account: string },
  call: Call,
): object | undefined {
  const url = `https://pm-redirects.stripe.com/authorize/${account}/pa_nonce_${call.newText(30)}`;
  if (redirecting.has(kind)) {
    if (typeof returnUrl !== 'string' || returnUrl === '') throw missingReturn();
    return { redirect_to_url: { return_url: returnUrl, url }, type: 'redirect_to_url' };
  }
  const name = shown[kind];
  if (name === undefined) return undefined;
  return { [name]: detailsOf(name, { returnUrl, url }, call), type: name };
}

const dayS = 86_400;

function detailsOf(
  name: string,
  { returnUrl, url }: { readonly returnUrl: unknown; readonly url: string },
  call: Call,
): object {
  const { now, newCode } = call;
  if (name === 'alipay_handle_redirect') {
    return { native_data: null, native_url: null, return_url: returnUrl ?? null, url };
  }
  if (name === 'blik_authorize') return {};
  const number = newCode(16);
  const hosted_voucher_url = `https://payments.stripe.com/voucher/test_${number}`;
  if (name === 'boleto_display_details') {
    return {
      expires_at: now + 3 * dayS,
      hosted_voucher_url,
      number,
      pdf: `${hosted_voucher_url}/pdf`,
    };
  }
  if (name === 'oxxo_display_details') {
    return { expires_after: now + 3 * dayS, hosted_voucher_url, number };
  }
  if (name === 'multibanco_display_details') {
    return { entity: '12345', expires_at: now + 7 * dayS, hosted_voucher_url, reference: number };
  }
  if (name === 'konbini_display_details') {
    const store = { confirmation_number: newCode(11), payment_code: newCode(6) };
    const stores = { familymart: store, lawson: store, ministop: store, seicomart: store };
    return { expires_at: now + 3 * dayS, hosted_voucher_url, stores };
  }
  return codeShown(name, url, call);
}

function codeShown(name: string, url: string, { now }: Call): object {
  const image = `https://qr.stripe.com/test_${url.slice(-30)}`;
  if (/^(cashapp|swish)/.test(name)) {
    const code = {
      expires_at: now + dayS,
      image_url_png: `${image}.png`,
      image_url_svg: `${image}.svg`,
    };
    return name.startsWith('cashapp')
      ? { hosted_instructions_url: url, mobile_auth_url: url, qr_code: code }
      : { hosted_instructions_url: url, mobile_auth_url: url, qr_code: { data: url, ...code } };
  }
  const images = { image_url_png: `${image}.png`, image_url_svg: `${image}.svg` };
  if (name.startsWith('wechat')) {
    return {
      data: url,
      hosted_instructions_url: url,
      image_data_url: `${image}.png`,
      ...images,
    };
  }
  return { data: url, hosted_instructions_url: url, ...images };
}

function missingReturn(): ApiError {
  return new ApiError(
    'A `return_url` must be specified because this payment method sends its customer to another page.',
    { code: 'parameter_missing', param: 'return_url' },
  );
}

/** Paid days later, somewhere else. */
const vouchers = ['boleto', 'konbini', 'multibanco', 'oxxo'];

/** Whether a payment waits until its customer has approved it elsewhere. */
export function isApprovedElsewhere({ type }: ApiObject): boolean {
  const kind = String(type);
  return redirecting.has(kind) || (Object.hasOwn(shown, kind) && !vouchers.includes(kind));
}
