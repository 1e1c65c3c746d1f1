// Lines of tax calculations. Source: https://docs.stripe.com/api/tax/calculations/line_items

import type { Behaviour } from '../behaviour.ts';
import { asTold } from '../prices/tax-lines.ts';

export const taxCalculationLine: Behaviour = {
  object: 'tax.calculation_line_item',
  present: asTold,
  includable: {
    tax_breakdown: ({ id, object }, { get }) => get(object, id)?.['breakdown'] ?? null,
  },
};
