// For whom an invoice is collected: what of it goes to a connected account, and what the platform keeps.
// Source: https://docs.stripe.com/connect/invoices and https://docs.stripe.com/connect/subscriptions

import type { ApiObject, Call, Known } from '../behaviour.ts';
import { requireDestination } from '../checking/require-object.ts';
import type { Values } from '../objects/skeleton.ts';

/** Kept beside invoices; only versions before 2025-03-31.basil tell of it. */
const kind = 'invoice.transfer';

interface TransferData {
  readonly destination?: string;
  readonly amount?: number;
  /** Of subscriptions. */
  readonly amount_percent?: number | null;
}

/** Of the parameters of an invoice. */
export function keepTransfer(id: string, call: Call): void {
  const { application_fee_amount: fee, transfer_data: data } = call.params;
  if (fee === undefined && data === undefined) return;
  // Today's shape of invoices does not have it: with other ids it is not looked at.
  const { destination } = Object(data) as TransferData;
  if (destination !== undefined)
    requireDestination(call, destination, 'transfer_data[destination]');
  call.put({
    ...call.get(kind, id),
    id,
    object: kind,
    ...(fee === undefined ? {} : { application_fee_amount: fee }),
    ...(data === undefined ? {} : { transfer_data: data || null }),
  });
}

/** As its intent says it: what its subscription says, where it says nothing itself. */
export function transferOf(
  invoice: ApiObject,
  { due, subscription }: { due: number; subscription: ApiObject | undefined },
  { get }: Known,
): Values {
  const own: Values = get(kind, invoice.id) ?? {};
  const percent = subscription?.['application_fee_percent'];
  const usual = typeof percent === 'number' ? partOf(due, percent) : undefined;
  const fee = own['application_fee_amount'] ?? usual;
  const data = 'transfer_data' in own ? own['transfer_data'] : subscription?.['transfer_data'];
  const { destination, amount, amount_percent: share } = Object(data) as TransferData;
  const part = typeof share === 'number' ? partOf(due, share) : amount;
  const isSplit = part !== undefined;
  return {
    ...(typeof fee === 'number' ? { application_fee_amount: fee } : {}),
    ...(invoice['on_behalf_of'] ? { on_behalf_of: invoice['on_behalf_of'] } : {}),
    ...(destination === undefined
      ? {}
      : { transfer_data: { ...(isSplit ? { amount: part } : {}), destination } }),
  };
}

function partOf(amount: number, percent: number): number {
  return Math.round((amount * percent) / 100);
}
