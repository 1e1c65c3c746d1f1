// Which kinds of payment methods an account offers, and what intents and sessions take of them.
// Source: https://docs.stripe.com/payments/payment-method-configurations

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam } from '../checking/errors.ts';
import { isAutomatic } from '../objects/automatic-methods.ts';
import { drafted, withParams } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { isRedirecting, isTaking } from './method-kinds.ts';
import { inner } from './payment-methods.ts';

export const configurationKind = 'payment_method_configuration';

/** On unless told; all others are off. */
const usual: readonly string[] = ['apple_pay', 'card', 'google_pay'];

/** Of every account, the same always: nobody has to make it. */
function defaultId({ account }: Call): string {
  const own = account.slice('acct_'.length);
  return `pmc_1${own.slice(0, 5)}${account.slice(-10)}${own.slice(0, 8)}`;
}

/** As it was changed, or as it is from the start. */
export function defaultConfiguration(call: Call): ApiObject {
  const id = defaultId(call);
  const known = call.get(configurationKind, id);
  const begun = { id, active: true, is_default: true, name: 'Default' };
  return known ?? drafted(call, configurationKind, begun, kindsOf({}, call));
}

/** Throws where there is none of this id. */
export function configurationOf(id: string, call: Call, param: string): ApiObject {
  const known = call.get(configurationKind, id);
  if (known) return known;
  if (id === defaultId(call)) return defaultConfiguration(call);
  throw missingByParam(configurationKind, id, param);
}

function kindNames({ shape }: Call): readonly string[] {
  return Array.from(shape(configurationKind)?.values() ?? [])
    .filter(({ type }) => type.type === 'object' && type.fields.has('display_preference'))
    .map(({ name }) => name);
}

/** All kinds with their preferences: those told now, those told before, the usual ones. */
export function kindsOf(told: FormObject, call: Call, before: Values = {}): Values {
  const all = kindNames(call).map((name) => {
    const given = inner(inner(told[name])['display_preference'])['preference'];
    const former = inner(inner(before[name])['display_preference'])['preference'];
    const own = usual.includes(name) ? 'on' : 'off';
    const preference = given ?? former ?? own;
    const value = preference === 'none' ? own : preference;
    return [
      name,
      { available: value === 'on', display_preference: { overridable: null, preference, value } },
    ];
  });
  return Object.fromEntries(all) as Values;
}

/** Shown as cards, or with them: no kinds of their own. */
const wallets: readonly string[] = [
  ...['apple_pay', 'apple_pay_later', 'cartes_bancaires', 'google_pay', 'jcb'],
];

interface Choice {
  /** As an intent or a session tells where its kinds come from. */
  readonly details: object | null;
  readonly types: readonly string[];
}

/**
 * The kinds that a request names, or those that it allows and that take the currency; else those of the
 * account's settings that it does not exclude. Throws where none is left.
 */
export function chosenKinds(call: Call, currency?: unknown): Choice {
  const { params } = call;
  const named = params['payment_method_types'] as readonly string[] | undefined;
  if (named !== undefined) return { details: null, types: named };
  const allowed = params[allowedName] as readonly string[] | undefined;
  if (allowed) {
    return { details: null, types: someOf(allowed.filter((kind) => isTaking(kind, currency))) };
  }
  const { enabled = true, allow_redirects: redirects } = inner(params['automatic_payment_methods']);
  if (!isAutomatic(call) || enabled !== true) return { details: null, types: ['card'] };
  const id = params[configurationKind];
  const configuration =
    typeof id === 'string' && id !== ''
      ? requireActive(configurationOf(id, call, configurationKind))
      : defaultConfiguration(call);
  const isHere = redirects === 'never';
  const excluded = (params['excluded_payment_method_types'] || []) as readonly string[];
  const hidden = [...wallets, ...excluded];
  const types = someOf(
    kindNames(call).filter((name) => {
      if (inner(configuration[name])['available'] !== true || hidden.includes(name)) return false;
      return isTaking(name, currency) && !(isHere && isRedirecting(name));
    }),
  );
  const { id: own, parent = null } = configuration;
  const isDirect = call.owner !== call.account;
  return {
    // Recorded charges of connected accounts tell none.
    details: isDirect ? null : { id: own, parent },
    types: types.toSorted((one, other) => Number(other === 'card') - Number(one === 'card')),
  };
}

const told = ['currency', configurationKind, 'excluded_payment_method_types'];

/**
 * Of an intent that is updated: the kinds that are chosen anew, from what it has become and what its update
 * tells. Nothing where the update tells nothing of that, or the kinds were named.
 */
export function chosenAnew(intent: ApiObject, call: Call): Values {
  const { params } = call;
  const { automatic_payment_methods: automatic, currency } = intent;
  const named = params['payment_method_types'];
  if (named !== undefined) return valuesOf({ details: null, types: named as readonly string[] });
  if (params[allowedName]) return valuesOf(chosenKinds(call, currency));
  if (told.every((name) => params[name] === undefined)) return {};
  if (intent[allowedName]) {
    const asked = { [allowedName]: intent[allowedName] as FormValue };
    return valuesOf(chosenKinds(withParams(call, asked), currency));
  }
  const id = params[configurationKind] ?? inner(intent[detailsName])['id'];
  if (id === undefined) return {};
  const excluded = intent['excluded_payment_method_types'] as FormValue;
  const asked = {
    automatic_payment_methods: inner(automatic),
    excluded_payment_method_types: excluded,
    [configurationKind]: id,
  };
  return valuesOf(chosenKinds(withParams(call, asked), currency));
}

/** An intent as its confirmation tells it: which kinds it may be of. */
export function withKindsSaid(intent: ApiObject, call: Call): ApiObject {
  const names = [allowedName, 'excluded_payment_method_types'];
  const said = names.filter((name) => call.params[name] !== undefined);
  if (said.length === 0) return intent;
  const values = said.map((name) => [name, call.params[name] || null] as const);
  const told: ApiObject = { ...intent, ...Object.fromEntries(values) };
  return { ...told, ...chosenAnew(told, call) };
}

const allowedName = 'allowed_payment_method_types';
const detailsName = 'payment_method_configuration_details';

function valuesOf({ details, types }: Choice): Values {
  return { [detailsName]: details, payment_method_types: types };
}

function requireActive(configuration: ApiObject): ApiObject {
  if (configuration['active'] === true) return configuration;
  throw new ApiError(`The payment method configuration ${configuration.id} is not active.`, {
    param: configurationKind,
  });
}

function someOf(types: readonly string[]): readonly string[] {
  if (types.length > 0) return types;
  throw new ApiError(
    'No valid payment method types for this Payment Intent. Please ensure that you have activated ' +
      'payment methods compatible with your chosen currency in your dashboard ' +
      '(https://dashboard.stripe.com/settings/payment_methods) or specify payment_method_types.',
  );
}
