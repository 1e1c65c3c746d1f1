// Personalization designs: what is printed on a physical card. They are looked at before they are used.
// Source: https://docs.stripe.com/api/issuing/personalization_designs

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByParam, missingParam } from '../checking/errors.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { physicalBundles } from '../payments/physical-bundles.ts';

const kind = 'issuing.personalization_design';
const eventStem = 'issuing_personalization_design';

export const issuingDesign: Behaviour = {
  object: kind,
  initial: () => ({
    preferences: { is_default: false, is_platform_default: null },
    rejection_reasons: { card_logo: null, carrier_text: null },
    status: 'review',
  }),
  rules: {
    create: checked,
    update,
    activate: (before, call) => decided(before, 'active', call),
    deactivate: (before, call) => decided(before, 'inactive', call),
    reject: (before, call) => decided(before, 'rejected', call),
  },
};

function checked(plain: ApiObject, call: Call): ApiObject {
  const id = String(plain['physical_bundle']);
  const bundle = physicalBundles.find((one) => one.id === id);
  if (!bundle) throw missingByParam('issuing.physical_bundle', id, 'physical_bundle');
  for (const name of ['card_logo', 'carrier_text'] as const) {
    const use = bundle.features[name];
    const isThere = plain[name] !== null;
    if (use === 'required' && !isThere) throw missingParam(name);
    if (use === 'unsupported' && isThere) {
      throw new ApiError(`The physical bundle does not support ${name}.`, { param: name });
    }
  }
  takeKey(plain, call);
  takeDefault(plain, call);
  return plain;
}

function others({ id }: ApiObject, { all }: Call): readonly ApiObject[] {
  return all(kind).filter((one) => one.id !== id);
}

/** One has it at a time. */
function takeKey(plain: ApiObject, call: Call): void {
  const { lookup_key: key, transfer_lookup_key: isTaken } = call.params;
  if (typeof key !== 'string' || key === '') return;
  const holder = others(plain, call).find((one) => one['lookup_key'] === key);
  if (!holder) return;
  if (isTaken !== true) {
    throw new ApiError(
      `A personalization design (\`${holder.id}\`) already uses that lookup key. Pass ` +
        '`transfer_lookup_key` to take it.',
      { param: 'lookup_key' },
    );
  }
  change(call, holder, { lookup_key: null }, `${eventStem}.updated`);
}

function takeDefault(plain: ApiObject, call: Call): void {
  if (inner(plain['preferences'])['is_default'] !== true) return;
  for (const one of others(plain, call)) {
    const preferences = inner(one['preferences']);
    if (preferences['is_default'] !== true) continue;
    change(
      call,
      one,
      { preferences: { ...preferences, is_default: false } },
      `${eventStem}.updated`,
    );
  }
}

/** Whatever is printed otherwise is looked at again. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { card_logo: logo, carrier_text: text, physical_bundle: bundle } = call.params;
  const isOther = logo !== undefined || text !== undefined || bundle !== undefined;
  return checked(isOther ? { ...plain, status: 'review' } : plain, call);
}

const verbs = { active: 'activated', inactive: 'deactivated', rejected: 'rejected' } as const;

function decided(before: ApiObject, status: keyof typeof verbs, call: Call): ApiObject {
  const given = status === 'rejected' ? inner(call.params['rejection_reasons']) : {};
  const reasons = { card_logo: null, carrier_text: null, ...given };
  const told = { rejection_reasons: reasons, status };
  return change(call, before, told, `${eventStem}.${verbs[status]}`);
}
