// What kind of object an id or a parameter names, as far as visitors can name objects at all.

/** Longer beginnings first. Source: the ids of https://docs.stripe.com/api */
const kindsByBeginning: readonly (readonly [string, string])[] = Object.entries({
  sub_sched: 'subscription_schedule',
  promo: 'promotion_code',
  plink: 'payment_link',
  inpay: 'invoice_payment',
  seti: 'setup_intent',
  price: 'price',
  prod: 'product',
  plan: 'plan',
  sub: 'subscription',
  cus: 'customer',
  txr: 'tax_rate',
  txn: 'balance_transaction',
  shr: 'shipping_rate',
  evt: 'event',
  src: 'source',
  sku: 'sku',
  mandate: 'mandate',
  ch: 'charge',
  py: 'charge',
  cn: 'credit_note',
  cs: 'checkout.session',
  du: 'dispute',
  dp: 'dispute',
  ii: 'invoiceitem',
  in: 'invoice',
  pi: 'payment_intent',
  pm: 'payment_method',
  po: 'payout',
  prv: 'review',
  pyr: 'refund',
  qt: 'quote',
  re: 'refund',
  si: 'subscription_item',
  tr: 'transfer',
  file: 'file',
  link: 'file_link',
  acct: 'account',
  clock: 'test_helpers.test_clock',
  credgr: 'billing.credit_grant',
  mtr: 'billing.meter',
  txi: 'tax_id',
}).toSorted(([one], [other]) => other.length - one.length);

/** Kinds whose ids anybody may choose, by the parameter that names them. */
const kindsByName: Readonly<Record<string, string>> = {
  coupon: 'coupon',
  product: 'product',
  plan: 'plan',
  price: 'price',
};

/** `pm_card_visa` and its like are Stripe's, and no object. */
const testIds = /^(pm_card_|pm_us|tok_|btok_|src_card)/;

export function isTestName(id: string): boolean {
  return testIds.test(id);
}

/** Undefined where `value` names nothing. `name` is the parameter's last one. */
export function kindNamed(value: string, name: string): string | undefined {
  if (isTestName(value) || value.length > 255) return undefined;
  const found = kindsByBeginning.find(
    ([beginning]) => value.startsWith(`${beginning}_`) && /^[\w-]+$/.test(value),
  );
  return found?.[1] ?? (value === '' ? undefined : kindsByName[name]);
}
