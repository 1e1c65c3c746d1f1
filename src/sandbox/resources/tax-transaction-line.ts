// Lines of tax transactions. Source: https://docs.stripe.com/api/tax/transactions/line_items

import type { Behaviour } from '../behaviour.ts';
import { asTold } from '../prices/tax-lines.ts';

export const taxTransactionLine: Behaviour = {
  object: 'tax.transaction_line_item',
  present: asTold,
};
