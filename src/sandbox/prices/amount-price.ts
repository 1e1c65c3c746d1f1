// What an amount of its own is sold as: a price and a product that stand for it alone, which nobody sells
// again. They are kept in their item only. Source: https://docs.stripe.com/api/invoiceitems/object

import type { ApiObject, Call } from '../behaviour.ts';
import { drafted } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { asPrice } from './plan-and-price.ts';

interface Sold {
  readonly price?: string;
  readonly product?: string;
}

function soldIn({ pricing }: ApiObject): Sold {
  return Object((Object(pricing) as Values)['price_details']) as Sold;
}

/** As an item or a line tells it, under the id that it names. */
export function priceOfAmount(sold: ApiObject, id: string): ApiObject {
  const { currency, date, pricing } = sold;
  const { unit_amount_decimal: unit } = Object(pricing) as Values;
  const { product } = soldIn(sold);
  const plain = { active: false, amount: Number(unit), amount_decimal: unit, created: date };
  const named = { id, object: 'plan', billing_scheme: 'per_unit', currency, product };
  const price = asPrice({ ...named, ...plain, metadata: {}, nickname: null }) as ApiObject;
  return { ...price, recurring: null, type: 'one_time' };
}

/** The newest item that was sold so; undefined for what no amount was sold as. */
function itemSoldAs(name: keyof Sold, id: string, call: Call): ApiObject | undefined {
  return call.all('invoiceitem').findLast((item) => soldIn(item)[name] === id);
}

export function amountPrice(id: string, call: Call): ApiObject | undefined {
  const item = itemSoldAs('price', id, call);
  return item && priceOfAmount(item, id);
}

/** Called as its item is described. */
export function amountProduct(id: string, call: Call): ApiObject | undefined {
  const item = itemSoldAs('product', id, call);
  if (!item) return undefined;
  const { date, description } = item;
  const times = { created: date, updated: date };
  return drafted(call, 'product', { id, active: false, name: description ?? '', ...times });
}
