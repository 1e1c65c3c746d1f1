// Templates of invoices are made in Stripe's Dashboard alone: here there are none.
// Source: https://docs.stripe.com/api/invoice-rendering-template

import type { Behaviour } from '../behaviour.ts';

export const invoiceRenderingTemplate: Behaviour = {
  object: 'invoice_rendering_template',
  // Whatever is named is missing, before a rule is asked.
  rules: { archive: (before) => before, unarchive: (before) => before },
};
