// Connected accounts: what they may do, whom they belong to, where their money goes.
// Source: https://docs.stripe.com/api/accounts/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import { capabilityKey, nothingDue, rejectionOf, settled } from '../accounts/account-needs.ts';
import {
  checkSettings,
  settingsOf,
  withPrefix,
  withSchedule,
} from '../accounts/account-settings.ts';
import { isDirect } from '../accounts/connected.ts';
import { controlOf, currencyIn } from '../accounts/controller.ts';
import {
  checkBankNumber,
  externalAccountsOf,
  externalList,
  withDefault,
} from '../accounts/external-accounts.ts';
import { toldPerson } from '../accounts/person.ts';
import { noteTold } from '../accounts/refuting.ts';
import { externalAccountOf } from '../accounts/sources.ts';
import { withToken } from '../accounts/told-tokens.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkEmail } from '../checking/emails.ts';
import { completedPart } from '../objects/complete.ts';
import { filled } from '../objects/fill.ts';
import { address } from '../objects/initial-state.ts';
import { drafted, make } from '../objects/make.ts';
import { emptyInner, sorted, type Values } from '../objects/skeleton.ts';
import { missingToken } from '../payment-methods/card-behind.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const account: Behaviour = {
  object: 'account',
  check: checkAddresses,
  rules: { create, update, delete: deauthorize, reject, unreject },
};

function checkAddresses(params: FormObject): void {
  checkEmail(params['email'], 'email');
  checkEmail(inner(params['individual'])['email'], 'individual[email]');
  checkEmail(inner(params['business_profile'])['support_email'], 'business_profile[support_email]');
}

/** Told with all that they hold, though nothing is known yet. */
const told = [
  'business_profile',
  'future_requirements',
  'requirements',
  'settings',
  'tos_acceptance',
];

function create(plain: ApiObject, asked: Call): ApiObject {
  if (isDirect(asked)) {
    throw new ApiError(
      "You can only create new accounts if you've signed up for Connect, which you can do at " +
        'https://dashboard.stripe.com/connect.',
    );
  }
  const call = withToken(asked, 'account_token');
  const { params } = call;
  const draft = toldBy(plain, asked, call);
  const fields = call.shape('account');
  const whole = told.flatMap((name) => {
    const type = fields?.get(name)?.type;
    return type?.type !== 'object'
      ? []
      : [[name, sorted({ ...emptyInner(type.fields), ...Object(draft[name]) })] as const];
  });
  const { company: _, individual: __, ...rest } = draft;
  const country = String(params['country'] ?? draft['country']).toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) {
    throw new ApiError(
      `Country '${country}' is unknown. Try using a 2-character alphanumeric code.`,
      {
        code: 'country_code_invalid',
        param: 'country',
      },
    );
  }
  const begun: Values = { ...rest, ...Object.fromEntries(whole) };
  const profile = {
    specified_commercial_transactions_act_url: null,
    ...Object(begun['business_profile']),
    ...nameOf(params),
  };
  const type = params['business_type'];
  const values = {
    ...controlOf(params),
    // The kind of business decides what there is to tell of.
    ...(type === undefined ? {} : { company: unknownCompany(type, country, call) }),
    future_requirements: nothingDue,
    business_profile: sorted(profile),
    capabilities: {},
    country,
    created: call.now,
    default_currency: params['default_currency'] ?? currencyIn(country),
    settings: settingsOf(begun['settings'], params, country),
    ...(params['type'] === 'express' ? { login_links: noLinks(draft) } : {}),
  };
  return completed({ ...begun, ...values } as unknown as ApiObject, call);
}

/** A company is called what it is called in law, unless it says otherwise. */
function nameOf(params: FormObject): Values {
  const name = inner(params['business_profile'])['name'] ?? inner(params['company'])['name'];
  return name === undefined || name === '' ? {} : { name };
}

/** With what a token says besides the request. */
function toldBy(plain: ApiObject, asked: Call, told: Call): ApiObject {
  const fields = told.shape('account');
  return asked === told || !fields ? plain : (filled(plain, told.params, fields) as ApiObject);
}

function unknownCompany(type: FormValue, country: string, call: Call): Values {
  const isOnePerson = type === 'individual';
  const who = {
    directors_provided: isOnePerson,
    executives_provided: isOnePerson,
    owners_provided: isOnePerson,
    tax_id_provided: false,
  };
  const told = { address: { ...address, country }, ...who, name: null, verification: {} };
  const { vat_id_provided: _, ...company } = completedPart(told, ['account', 'company'], call);
  return company;
}

function noLinks({ id }: ApiObject): object {
  const url = `/v1/accounts/${id}/login_links`;
  return { object: 'list', data: [], has_more: false, total_count: 0, url };
}

/** The platform is told as an application that has lost its access. */
function deauthorize(before: ApiObject, call: Call): ApiObject {
  const application = { id: `ca_${call.newText(32)}`, object: 'application', name: 'Sandshell' };
  call.emit('account.application.deauthorized', application);
  return before;
}

/** Parts that are objects of their own, or hold what is never told, are put in by `completed`. */
function update(asked: ApiObject, request: Call): ApiObject {
  const call = withToken(request, 'account_token');
  const plain = toldBy(asked, request, call);
  const before: Values = call.get('account', plain.id) ?? {};
  const parts = ['capabilities', 'company', 'individual'].filter((name) => name in before);
  const held = Object.fromEntries(parts.map((name) => [name, before[name]]));
  const settings = withPrefix(plain['settings'], call.params);
  return completed({ ...plain, ...held, settings }, call);
}

function completed(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  checkSettings(params);
  request(plain, call);
  const company = params['company'];
  const parts = {
    ...(company === undefined ? {} : { company: companyOf(plain, inner(company), call) }),
    ...(params['individual'] === undefined ? {} : { individual: individualOf(plain, call) }),
    settings: withSchedule(plain, params),
  };
  const held = { ...plain, ...parts } as ApiObject;
  return settled({ ...held, external_accounts: externalOf(held, call) }, call);
}

/** Asks for capabilities, or gives them back. */
function request(owner: ApiObject, call: Call): void {
  const { params } = call;
  const named = params['requested_capabilities'];
  const asked = named
    ? Object.values(named).map((name) => [String(name), true] as const)
    : Object.entries(inner(params['capabilities'])).map(
        ([name, value]) => [name, inner(value)['requested']] as const,
      );
  for (const [name, requested] of asked) {
    if (requested === undefined) continue;
    const key = capabilityKey(owner.id, name);
    const known = call.get('capability', key);
    if (known?.['requested'] === requested) continue;
    const values = { requested, requested_at: requested === true ? call.now : null };
    const status = requested === true ? 'inactive' : 'unrequested';
    const made = known ?? drafted(call, 'capability', { id: name });
    call.put({ ...made, account: owner.id, ...values, status }, key);
  }
}

function companyOf(owner: ApiObject, given: FormObject, call: Call): object {
  const before = Object(owner['company']);
  noteTold(owner.id, { tax_id: given['tax_id'] ?? '' }, call);
  const { tax_id: taxId, vat_id: vatId, ...rest } = given;
  const told = {
    ...before,
    ...rest,
    address: { ...address, ...before.address, ...inner(given['address']) },
    tax_id_provided: taxId !== undefined || before.tax_id_provided === true,
    vat_id_provided: vatId !== undefined || before.vat_id_provided === true,
  };
  // An empty text takes back what was said.
  const kept = Object.entries(told).filter(([, value]) => value !== '');
  return completedPart(Object.fromEntries(kept), ['account', 'company'], call);
}

function individualOf(owner: ApiObject, call: Call): ApiObject {
  const known = owner['individual'] as ApiObject | undefined;
  const usual = { id: call.newId('person'), relationship: { representative: true } };
  const held = known ?? usual;
  const given = inner(call.params['individual']);
  noteTold(held.id, given, call);
  const made = make(call, 'person', toldPerson(held, { given, owner }, call));
  call.emit(known ? 'person.updated' : 'person.created', made, known);
  return made;
}

function externalOf(owner: ApiObject, call: Call): object {
  const { params } = call;
  const param = params['bank_account'] === undefined ? 'external_account' : 'bank_account';
  const given = params[param];
  checkBankNumber(given, param);
  const made = given === undefined ? undefined : externalAccountOf(given, owner.id, call);
  // Applications that still send the other name make their tokens in their pages.
  const isAsked = param === 'external_account' && typeof given === 'string' && given !== '';
  if (isAsked && !made) throw missingToken(given, param);
  if (made) {
    call.put(withDefault(made, owner, call));
    call.emit('account.external_account.created', made);
  }
  return externalList(owner, externalAccountsOf(owner, call));
}

const reasons: readonly string[] = ['fraud', 'terms_of_service', 'other'];

function reject(before: ApiObject, call: Call): ApiObject {
  const reason = String(call.params['reason']);
  if (!reasons.includes(reason)) {
    throw new ApiError('Invalid reason: must be one of fraud, terms_of_service, or other', {
      param: 'reason',
    });
  }
  if (before['type'] === 'standard') {
    throw new ApiError(
      'You cannot reject an account that answers for itself, as standard ones do.',
    );
  }
  const requirements = { ...Object(before['requirements']), disabled_reason: `rejected.${reason}` };
  const after = settled({ ...before, requirements }, call);
  call.emit('account.updated', after, before);
  return after;
}

function unreject(before: ApiObject, call: Call): ApiObject {
  if (!rejectionOf(before)) throw new ApiError('This account is not rejected.');
  const requirements = { ...Object(before['requirements']), disabled_reason: null };
  const after = settled({ ...before, requirements }, call);
  call.emit('account.updated', after, before);
  return after;
}
