// Ten mistakes to plant into taking-a-payment.md: what stands there, what is put in its place, and how
// the check calls it. Each is found in the line in which it is planted.

export interface Planted {
  readonly code: string;
  readonly good: string;
  readonly bad: string;
}

const liveKey = ['sk', 'live', '51HxTaQ2eZvKYlo2Cm9xRtYpLk'].join('_');

export const planted: readonly Planted[] = [
  { code: 'live-key', good: '`sk_live_`', bad: `\`${liveKey}\`` },
  { code: 'wrong-type', good: '"created": 1652283583', bad: '"created": "1652283583"' },
  { code: 'wrong-value', good: '"email": "robin@', bad: '"email": "robyn@' },
  {
    code: 'missing-key',
    good: '"livemode": false,',
    bad: '"account_balance": 0,\n     "livemode": false,',
  },
  {
    code: 'unknown-parameter',
    good: '"metadata[crm]=4711"',
    bad: '"metadata[crm]=4711" -d "default_source_id=card_1"',
  },
  { code: 'broken-json', good: '>   "amount": 500', bad: '>   "amount" 500' },
  {
    code: 'unknown-placeholder',
    good: 'list --payment-intent={{PAYMENT_INTENT_ID}}',
    bad: 'list --payment-intent={{PAYMENT_INTNET_ID}}',
  },
  {
    code: 'unknown-flag',
    good: 'trigger customer.created',
    bad: 'trigger customer.created --verbosely',
  },
  { code: 'unknown-command', good: 'stripe products create', bad: 'stripe prodcuts create' },
  { code: 'failed', good: '--limit=3', bad: '--limit=three' },
];

/** With the line of each, from 1. Throws where there is no place for one. */
export function plant(guide: string): { text: string; lines: readonly number[] } {
  const text = planted.reduce((before, { good, bad }) => {
    if (before.split(good).length !== 2) throw new Error(`Not once in the guide: ${good}`);
    return before.replace(good, bad);
  }, guide);
  const lines = planted.map(({ bad }) => text.slice(0, text.indexOf(bad)).split('\n').length);
  return { text, lines };
}
