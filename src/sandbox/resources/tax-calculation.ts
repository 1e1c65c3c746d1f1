// Tax calculations: what would be due on lines that somebody buys.
// Source: https://docs.stripe.com/api/tax/calculations

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { listOf } from '../invoices/invoicing.ts';
import { address as noAddress } from '../objects/initial-state.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { inPrice, sum, taxOf, totalTaxes } from '../prices/sums.ts';
import {
  asTold,
  keepLine,
  lineBreakdown,
  shippingCost,
  taxed,
  totalBreakdown,
  withoutLines,
  type Taxed,
} from '../prices/tax-lines.ts';
import { buyerOf, isLocated, locationRefused, type Address, type Buyer } from '../prices/taxing.ts';

export const taxCalculation: Behaviour = {
  object: 'tax.calculation',
  rules: { create },
  includable: {
    line_items: linesOf,
    'shipping_cost.tax_breakdown': ({ id }, { get }) =>
      get(shippingKind, id)?.['breakdown'] ?? null,
  },
};

const lineKind = 'tax.calculation_line_item';
/** What is only told of the shipping where `expand` asks for it. */
const shippingKind = 'tax.calculation.shipping';
const lastsSeconds = 90 * 86_400;

function create(draft: ApiObject, call: Call): ApiObject {
  const { params, now } = call;
  const { buyer, told } = buyerFor(call);
  const currency = params['currency'];
  const asked = (params['line_items'] ?? []) as readonly FormObject[];
  if (asked.length === 0) throw missingParam('line_items');
  refuseTwins(asked);
  const at = { buyer, currency, isShipping: false };
  const lines = asked.map((line, index) => {
    const cost = taxed(checked(line, index, call), at, call);
    keepLine(call, lineKind, lineValues(line, cost, draft.id));
    return cost;
  });
  const asShipped = shippingOf(call);
  const shipping = asShipped && taxed(asShipped, { ...at, isShipping: true }, call);
  if (shipping) {
    call.put({ id: draft.id, object: shippingKind, breakdown: lineBreakdown(shipping.taxes) });
  }
  const all = shipping ? [...lines, shipping] : lines;
  const taxes = totalTaxes(all.flatMap((one) => one.taxes));
  const exclusive = taxOf(taxes) - inPrice(taxes);
  return withoutLines({
    ...draft,
    amount_total: sum(all.map(({ amount }) => amount)) + exclusive,
    customer_details: told,
    expires_at: now + lastsSeconds,
    shipping_cost: asShipped && shipping ? shippingCost(asShipped, shipping) : null,
    tax_amount_exclusive: exclusive,
    tax_amount_inclusive: inPrice(taxes),
    tax_breakdown: totalBreakdown(taxes),
    tax_date: params['tax_date'] ?? now,
  });
}

function lineValues(given: FormObject, cost: Taxed, calculation: string): Values {
  const { metadata, product = null, quantity = 1, reference } = given;
  return {
    amount: cost.amount,
    amount_tax: taxOf(cost.taxes),
    breakdown: lineBreakdown(cost.taxes),
    calculation,
    metadata: { ...Object(metadata) },
    product,
    quantity,
    ...(reference === undefined ? {} : { reference }),
    tax_behavior: cost.behavior,
    tax_code: cost.code,
  };
}

function checked(line: FormObject, index: number, call: Call): FormObject {
  const { product, quantity } = line;
  const place = `line_items[${index}]`;
  if (typeof product === 'string') requireObject(call, 'product', product, `${place}[product]`);
  if (typeof quantity === 'number' && quantity < 1) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: `${place}[quantity]`,
    });
  }
  return line;
}

function refuseTwins(lines: readonly FormObject[]): void {
  const references = lines.flatMap(({ reference }) => reference ?? []);
  const twin = references.findIndex((one, index) => references.indexOf(one) !== index);
  if (twin < 0) return;
  throw new ApiError(
    `The \`reference\` of each line item must be unique: ${String(references[twin])} is not.`,
    { param: 'line_items' },
  );
}

/** A rate that is named, or an amount. */
function shippingOf({ params, ...call }: Call): FormObject | undefined {
  const given = params['shipping_cost'];
  if (given === undefined) return undefined;
  const { shipping_rate: id, ...cost } = inner(given);
  if (typeof id !== 'string') return cost;
  const param = 'shipping_cost[shipping_rate]';
  const rate = requireObject({ ...call, params }, 'shipping_rate', id, param);
  const { amount } = Object(rate['fixed_amount']) as { readonly amount?: number };
  const { tax_behavior: behavior, tax_code: code } = rate;
  return {
    amount: amount ?? 0,
    shipping_rate: id,
    ...(behavior === 'inclusive' || behavior === 'exclusive' ? { tax_behavior: behavior } : {}),
    ...(typeof code === 'string' ? { tax_code: code } : {}),
  };
}

interface Told {
  readonly buyer: Buyer;
  /** As `customer_details`. */
  readonly told: object;
}

/** What the request says of the customer goes before what is known. */
function buyerFor(call: Call): Told {
  const { customer: id, customer_details: given } = call.params;
  if (id === undefined && given === undefined) throw missingParam('customer_details');
  const customer = typeof id === 'string' ? requireObject(call, 'customer', id) : undefined;
  const known = customer && buyerOf(customer, call);
  const details = inner(given);
  const ids = (details['tax_ids'] ?? []) as readonly FormObject[];
  const buyer: Buyer = {
    address: (details['address'] as Address | undefined) ?? known?.address ?? null,
    taxIds: details['tax_ids'] ? ids.map(({ type }) => String(type)) : (known?.taxIds ?? []),
    override: String(details['taxability_override'] ?? known?.override ?? 'none'),
  };
  if (!isLocated(buyer.address)) throw locationRefused('customer_details[address]');
  const isShipped = !details['address'] && Boolean(customer?.['shipping']);
  const told = {
    address: { ...noAddress, ...emptied(buyer.address) },
    address_source: details['address_source'] ?? (isShipped ? 'shipping' : 'billing'),
    ip_address: details['ip_address'] ?? null,
    tax_ids: ids.map(({ type, value }) => ({ type, value })),
    taxability_override: buyer.override,
  };
  return { buyer, told };
}

function emptied(address: Address): object {
  const values = Object.entries(address).map(([name, value]) => [name, value || null]);
  return Object.fromEntries(values) as object;
}

function linesOf({ id }: ApiObject, { all }: Call): object {
  const lines = all(lineKind).filter(({ calculation }) => calculation === id);
  return listOf(lines.map(asTold), `/v1/tax/calculations/${id}/line_items`);
}
