// Prices: each is of one product, which must be there before it.
// Source: https://docs.stripe.com/api/prices/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingAmount, missingParam } from '../checking/errors.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { amountPrice } from '../prices/amount-price.ts';
import { requireProduct } from '../prices/inline-price.ts';
import { asPlan, asPrice, changeAlike } from '../prices/plan-and-price.ts';
import { storedTiers, toldPrice } from '../prices/pricing.ts';

export const price: Behaviour = {
  object: 'price',
  check,
  rules: { create, update },
  named(id, call) {
    const version = asPrice(call.get('plan', id)) ?? amountPrice(id, call);
    return version && { version };
  },
  includable: {
    currency_options: ({ id }, { get }) => optionsOf(get('price', id)),
    tiers: ({ id }, { get }) => get('price', id)?.['tiers'],
  },
  present: toldPrice,
};

function check(params: FormObject, verb: string): void {
  if (verb !== 'create') return;
  const { product, product_data: described } = params;
  requireProduct(params);
  if (product !== undefined && described !== undefined) {
    throw exclusiveWithoutCode(['product', 'product_data'], 'product');
  }
  if (params['billing_scheme'] !== 'tiered') return checkUnit(params);
  if (params['tiers'] === undefined) throw missingParam('tiers');
  if (params['tiers_mode'] === undefined) throw missingParam('tiers_mode');
  if (params['recurring'] !== undefined) return;
  throw new ApiError('Prices with `type=one_time` are not supported with tiered billing.', {
    param: 'interval',
  });
}

function checkUnit(params: FormObject): void {
  const names = ['unit_amount', 'unit_amount_decimal', 'custom_unit_amount'];
  if (names.every((name) => params[name] === undefined))
    throw missingAmount('Prices', 'unit_amount');
  for (const name of names.slice(0, 2)) requireWithin(params[name], name, { least: 0 });
}

/** One price has it at a time: it moves on where that is asked for. */
function takeLookupKey({ id }: ApiObject, call: Call): void {
  const { lookup_key: key, transfer_lookup_key: isMoved } = call.params;
  if (typeof key !== 'string' || key === '') return;
  const holder = call.all('price').find((one) => one['lookup_key'] === key && one.id !== id);
  if (!holder) return;
  if (isMoved !== true) {
    throw new ApiError(`A price (\`${holder.id}\`) already uses that lookup key.`, {
      param: 'lookup_key',
    });
  }
  change(call, holder, { lookup_key: null }, 'price.updated');
}

function update(plain: ApiObject, call: Call): ApiObject {
  takeLookupKey(plain, call);
  changeAlike(plain, 'plan', call);
  return withOptions(plain, call, call.get('price', plain.id)?.['currency_options']);
}

/** Of a product that is described it makes that, too. */
function create(plain: ApiObject, call: Call): ApiObject {
  takeLookupKey(plain, call);
  const described = call.params['product_data'];
  const draft =
    described === undefined
      ? plain
      : { ...plain, product: call.request('/v1/products', { ...inner(described) }).id };
  const { recurring } = Object(call.params) as { readonly recurring?: FormObject };
  const meter = recurring?.['meter'];
  if (typeof meter === 'string') requireObject(call, 'billing.meter', meter, 'recurring[meter]');
  if (meter === undefined && recurring?.['usage_type'] === 'metered') checkMetered(call);
  if (meter !== undefined && recurring?.['usage_type'] !== 'metered') {
    throw new ApiError('A price with a meter must have `recurring[usage_type]=metered`.', {
      param: 'recurring[usage_type]',
    });
  }
  const tiers = storedTiers(call.params['tiers']);
  const own = tiers ? { ...draft, tiers, unit_amount: null, unit_amount_decimal: null } : draft;
  const priced = withOptions(own, call);
  // One that recurs is a plan too, of the same id.
  if (draft['type'] === 'recurring') {
    const plan = asPlan(priced) as ApiObject;
    call.put(plan);
    call.emit('plan.created', plan);
  }
  return priced;
}

/** Source: https://docs.stripe.com/changelog/basil/2025-03-31/deprecate-legacy-usage-based-billing */
function checkMetered({ version }: Call): void {
  if (version < '2025-03-31') return;
  throw new ApiError(
    'Starting with Stripe version `2025-03-31.basil`, metered prices must be backed by meters.',
  );
}

/** In other currencies as well as in its own; their tiers are not told. */
function optionsOf(price: ApiObject | undefined): object {
  const others = Object.entries(inner(price?.['currency_options'])).map(([currency, option]) => {
    const { tiers: _, ...told } = inner(option);
    return [currency, told] as const;
  });
  const { tiers: _, ...own } = wholeOption(price);
  return { ...Object.fromEntries(others), [String(price?.['currency'])]: own };
}

/** Each is kept whole. Those that were there before go on, unless all are taken away. */
function withOptions(plain: ApiObject, call: Call, known?: unknown): ApiObject {
  const given = call.params['currency_options'];
  if (given === undefined) return plain;
  const told = Object.entries(inner(given)).map(([currency, option]) => {
    return [currency, wholeOption(option)] as const;
  });
  const before = given === '' ? {} : inner(known);
  return { ...plain, currency_options: { ...before, ...Object.fromEntries(told) } };
}

function wholeOption(option: unknown): Values {
  const { custom_unit_amount: custom, tax_behavior: tax, tiers: given, ...rest } = inner(option);
  const { unit_amount: unit = null, unit_amount_decimal: decimal = null } = rest;
  const { enabled: _, ...limits } = inner(custom);
  const tiers = storedTiers(given);
  return {
    custom_unit_amount: custom ? { maximum: null, minimum: null, preset: null, ...limits } : null,
    tax_behavior: tax ?? 'unspecified',
    ...(tiers ? { tiers } : {}),
    unit_amount:
      unit ?? (decimal !== null && Number.isInteger(Number(decimal)) ? Number(decimal) : null),
    unit_amount_decimal: decimal ?? (unit === null ? null : String(unit)),
  };
}
