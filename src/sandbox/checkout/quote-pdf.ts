// A quote as a page to be printed. Source: https://docs.stripe.com/api/quotes/pdf

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { plainPdf } from '../objects/plain-pdf.ts';

/** Throws for one that is not final yet. */
export function quotePdf(quote: ApiObject, items: readonly ApiObject[]): string {
  const { number, header, description, footer, customer, currency, expires_at: end } = quote;
  if (typeof number !== 'string') {
    throw new ApiError('This quote has no PDF yet: it has to be finalized first.');
  }
  const until = new Date(Number(end) * 1000).toISOString().slice(0, 10);
  const texts = [
    `Quote ${number}`,
    header,
    customer && `For ${String(customer)}`,
    `Valid until ${until}`,
    description,
    ...items.map((item) => lineOf(item, String(currency))),
    `Total ${written(Number(quote['amount_total']), String(currency))}`,
    footer,
  ];
  return plainPdf(texts.filter((text): text is string => typeof text === 'string' && text !== ''));
}

function lineOf({ quantity, description, amount_total: amount }: ApiObject, currency: string) {
  return `${String(quantity)} x ${String(description)}: ${written(Number(amount), currency)}`;
}
