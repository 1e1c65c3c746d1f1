// Finds what does not stand in Stripe's order: `id`, `object`, and then by name, at every depth.

/** Of what somebody else named, such as the keys of metadata, and what was there before. */
const free =
  /(metadata|previous_attributes|currency_options|_by_currency|invoice_credit_balance)$/u;

/** Places such as `invoice.lines.data[].period: start before end`; empty where all is in order. */
export function unorderedIn(value: unknown, place = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => unorderedIn(one, `${place}[]`));
  if (typeof value !== 'object' || value === null || free.test(place)) return [];
  const { object } = value as { readonly object?: unknown };
  const here = typeof object === 'string' && object !== 'list' ? object : place;
  const names = Object.keys(value).filter((name) => !['id', 'object'].includes(name));
  const at = names.findIndex((name, index) => index > 0 && String(names[index - 1]) > name);
  const own = at < 0 ? [] : [`${here}: ${String(names[at - 1])} before ${String(names[at])}`];
  return [
    ...own,
    ...Object.entries(value).flatMap(([name, inner]) => unorderedIn(inner, `${here}.${name}`)),
  ];
}
