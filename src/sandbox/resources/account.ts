// Connected accounts: what they may do, whom they belong to, where their money goes.
// Source: https://docs.stripe.com/api/accounts/create

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { make } from '../make.ts';
import { inner } from '../payment-methods.ts';
import { emptyInner, sorted, type Values } from '../skeleton.ts';
import { bankAccountOf } from '../sources.ts';

export const account: Behaviour = {
  object: 'account',
  rules: { create, update, delete: deauthorize },
};

/** Told with all that they hold, though nothing is known yet. */
const told = [
  'business_profile',
  'controller',
  'future_requirements',
  'requirements',
  'settings',
  'tos_acceptance',
];

function create(draft: ApiObject, call: Call): ApiObject {
  const fields = call.shape('account');
  const whole = told.flatMap((name) => {
    const type = fields?.get(name)?.type;
    return draft[name] || type?.type !== 'object' ? [] : [[name, emptyInner(type.fields)] as const];
  });
  const { company: _, individual: __, ...rest } = draft;
  const begun: Values = { ...rest, ...Object.fromEntries(whole) };
  const profile = {
    specified_commercial_transactions_act_url: null,
    ...Object(begun['business_profile']),
  };
  const values = { business_profile: sorted(profile), capabilities: {}, created: call.now };
  return completed({ ...begun, ...values } as unknown as ApiObject, call);
}

/** The platform is told as an application that has lost its access. */
function deauthorize(before: ApiObject, call: Call): ApiObject {
  const application = { id: `ca_${call.newText(32)}`, object: 'application', name: 'Sandshell' };
  call.emit('account.application.deauthorized', application);
  return before;
}

function update(plain: ApiObject, call: Call): ApiObject {
  const before = call.get('account', plain.id);
  return completed({ ...plain, capabilities: before?.['capabilities'] ?? {} }, call);
}

function completed(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const { individual } = params;
  const from = params['external_account'] === undefined ? 'bank_account' : 'external_account';
  const bank = bankAccountOf(params[from], plain.id, call, from);
  return {
    ...plain,
    capabilities: { ...Object(plain['capabilities']), ...askedFor(params) },
    ...(individual === undefined ? {} : { individual: personOf(plain, inner(individual), call) }),
    ...(bank ? { external_accounts: listWith(plain, bank) } : {}),
  };
}

/** Granted when Stripe has looked at the account, which takes a while. */
function askedFor(params: FormObject): object {
  const names = Array.isArray(params['requested_capabilities'])
    ? params['requested_capabilities'].map(String)
    : Object.entries(inner(params['capabilities']))
        .filter(([, value]) => inner(value)['requested'] === true)
        .map(([name]) => name);
  return Object.fromEntries(names.map((name) => [name, 'inactive']));
}

function personOf(owner: ApiObject, given: FormObject, call: Call): ApiObject {
  const known = owner['individual'] as ApiObject | undefined;
  const { id_number: idNumber, ssn_last_4: ssn, ...told } = given;
  const before = known ?? { relationship: { representative: true } };
  const flags = {
    id_number_provided: idNumber !== undefined || known?.['id_number_provided'] === true,
    ssn_last_4_provided:
      ssn !== undefined || idNumber !== undefined || known?.['ssn_last_4_provided'] === true,
  };
  const values = { ...before, ...told, ...flags, account: owner.id };
  return make(call, 'person', known ? { ...values, id: known.id } : values);
}

function listWith(owner: ApiObject, bank: ApiObject): object {
  const list = Object(owner['external_accounts']) as { readonly data?: readonly ApiObject[] };
  const data = [bank, ...(list.data ?? [])];
  return { ...list, data, total_count: data.length };
}
