// Report types: which reports there are, and from when until when their figures reach.
// Source: https://docs.stripe.com/reports/report-types

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const reportType: Behaviour = {
  object: 'reporting.report_type',
  listed: (call) => Object.keys(names).map((id) => told(id, call)),
  named: (id, call) => (Object.hasOwn(names, id) ? { version: told(id, call) } : undefined),
};

const names: Readonly<Record<string, string>> = {
  'balance.summary.1': 'Balance summary',
  'balance_change_from_activity.itemized.1': 'Itemized balance change from activity',
  'balance_change_from_activity.itemized.2': 'Itemized balance change from activity',
  'balance_change_from_activity.itemized.3': 'Itemized balance change from activity',
  'balance_change_from_activity.summary.1': 'Balance change from activity summary',
  'ending_balance_reconciliation.itemized.1': 'Itemized ending balance reconciliation',
  'ending_balance_reconciliation.itemized.2': 'Itemized ending balance reconciliation',
  'ending_balance_reconciliation.itemized.3': 'Itemized ending balance reconciliation',
  'ending_balance_reconciliation.itemized.4': 'Itemized ending balance reconciliation',
  'ending_balance_reconciliation.summary.1': 'Ending balance reconciliation summary',
  'payout_reconciliation.by_id.itemized.1': 'Itemized payout reconciliation by id',
  'payout_reconciliation.by_id.itemized.2': 'Itemized payout reconciliation by id',
  'payout_reconciliation.by_id.itemized.3': 'Itemized payout reconciliation by id',
  'payout_reconciliation.by_id.itemized.4': 'Itemized payout reconciliation by id',
  'payout_reconciliation.by_id.summary.1': 'Payout reconciliation summary by id',
  'payout_reconciliation.itemized.1': 'Itemized payout reconciliation',
  'payout_reconciliation.itemized.2': 'Itemized payout reconciliation',
  'payout_reconciliation.itemized.3': 'Itemized payout reconciliation',
  'payout_reconciliation.itemized.4': 'Itemized payout reconciliation',
  'payout_reconciliation.itemized.5': 'Itemized payout reconciliation',
  'payout_reconciliation.summary.1': 'Payout reconciliation summary',
  'payouts.itemized.1': 'Itemized payouts',
  'payouts.itemized.2': 'Itemized payouts',
  'payouts.itemized.3': 'Itemized payouts',
  'payouts.summary.1': 'Payouts summary',
};

const sums = ['reporting_category', 'currency', 'count', 'gross', 'fee', 'net'];

/** Of summaries all columns; which of the others' come unless asked is not known here. */
const columns: Readonly<Record<string, readonly string[]>> = {
  'balance.summary.1': ['category', 'description', 'net_amount', 'currency'],
  'balance_change_from_activity.summary.1': sums,
  'payouts.summary.1': sums,
};

const daySeconds = 86_400;
const reachDays = 365;

/** Figures of whole days, in UTC. */
function told(id: string, { now }: Call): ApiObject {
  const end = Math.floor(now / daySeconds) * daySeconds;
  return {
    id,
    object: 'reporting.report_type',
    data_available_end: end,
    data_available_start: end - reachDays * daySeconds,
    default_columns: columns[id] ?? null,
    livemode: false,
    name: names[id],
    updated: end,
    version: Number(id.slice(id.lastIndexOf('.') + 1)),
  };
}
