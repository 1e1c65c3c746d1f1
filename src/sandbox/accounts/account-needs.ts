// What is still missing of a connected account, and what it may do by then.
// Source: https://docs.stripe.com/connect/required-verification-information

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { allRefutations, duesWith, refutationsOf } from './refuting.ts';
import { believe, inAddress, pendingOf } from './verifying.ts';

/** After a change of the account or of what belongs to it. Gives the account as it is by then. */
export function settled(account: ApiObject, call: Call): ApiObject {
  const persons = ownedBy('person', account, call);
  const rejection = rejectionOf(account);
  const asked = isAsked(account, call);
  const errors = asked ? allRefutations(account, persons, call) : [];
  const needs = [...needsOf(account, call)];
  const refuted = errors.map(({ requirement }) => requirement);
  const missing = [...new Set([...needs, ...refuted])].sort();
  const isKnown = missing.every((name) => name === 'external_account') && !rejection;
  // Persons are looked at in any case; the account is told of it where it is to do something.
  const lookedAt = pendingOf(account, persons, call);
  const pending = asked ? lookedAt : [];
  const status = !isKnown ? 'inactive' : pending.length > 0 ? 'pending' : 'active';
  const capabilities = capabilitiesOf(account, status, call);
  const isPaid = Object.entries(capabilities).some(
    ([name, status]) => name.endsWith('payments') && status === 'active',
  );
  const canReceive = isPaid || capabilities['transfers'] === 'active';
  return {
    ...account,
    ...asPerson(account),
    capabilities,
    charges_enabled: isPaid,
    details_submitted: needs.length === 0,
    payouts_enabled: canReceive && missing.length === 0,
    requirements: {
      ...Object(account['requirements']),
      alternatives: alternativesTo(missing, account),
      current_deadline: null,
      currently_due: missing,
      disabled_reason: rejection ?? reasonOf(missing, capabilities),
      errors,
      eventually_due: missing,
      past_due: missing,
      pending_verification: pending,
    },
  };
}

/** Whether it is to do anything. */
function isAsked(account: ApiObject, call: Call): boolean {
  return ownedBy('capability', account, call).some(({ requested }) => requested === true);
}

function reasonOf(missing: readonly string[], capabilities: Values): string | null {
  if (missing.length > 0) return 'requirements.past_due';
  const isPending = Object.values(capabilities).includes('pending');
  return isPending ? 'requirements.pending_verification' : null;
}

/** Where one person is the business, it is found where that person is. */
function asPerson({ business_type: type, company, individual }: ApiObject): Values {
  if (type !== 'individual' || !company || !individual) return {};
  const found = Object.entries(individual).filter(
    ([name, value]) => /^(address(_kan[aji]+)?|phone)$/.test(name) && value,
  );
  return { company: sorted({ ...company, ...Object.fromEntries(found) }) };
}

/** What may be told instead. */
function alternativesTo(missing: readonly string[], { country }: ApiObject): readonly object[] {
  const original = 'business_profile.url';
  const instead = 'business_profile.product_description';
  if (country !== 'US' || !missing.includes(original) || missing.includes(instead)) return [];
  return [{ alternative_fields_due: [instead], original_fields_due: [original] }];
}

export function rejectionOf({ requirements }: ApiObject): string | undefined {
  const { disabled_reason: reason } = Object(requirements) as Values;
  return typeof reason === 'string' && reason.startsWith('rejected.') ? reason : undefined;
}

/** What stands under an account by its field `account`. */
export function ownedBy(object: string, { id }: ApiObject, call: Call): readonly ApiObject[] {
  return call.all(object).filter(({ account }) => account === id);
}

const ofAccount = ['external_account', 'tos_acceptance.date', 'tos_acceptance.ip'];
const ofProfile = ['product_description', 'support_phone', 'url'];
const ofPerson = [
  ...inAddress.map((name) => `address.${name}`),
  ...['day', 'month', 'year'].map((name) => `dob.${name}`),
  'email',
  'first_name',
  'last_name',
  'phone',
];
const ofCompany = [...inAddress.map((name) => `address.${name}`), 'name', 'phone'];
/** Countries whose addresses name a state. */
const statesIn = ['AU', 'CA', 'IE', 'IN', 'MX', 'US'];

/** More is asked of whoever is to do something. */
function* needsOf(account: ApiObject, call: Call): Generator<string> {
  const accounts = Object(account['external_accounts']) as { readonly data?: readonly unknown[] };
  const held: Values = { ...account, external_account: accounts.data?.[0] };
  yield* lacking(held, ofAccount, '');
  const profile = Object(account['business_profile']) as Values;
  if (!isAsked(account, call)) return yield* lacking(profile, ofProfile, 'business_profile.');
  if (!profile['url'] && !profile['product_description']) yield 'business_profile.url';
  const persons = ownedBy('person', account, call);
  switch (account['business_type']) {
    case 'individual':
      return yield* personNeeds(account, individualOf(account, persons), 'individual');
    case 'company':
    case 'non_profit':
    case 'government_entity':
      return yield* companyNeeds(account, persons);
    default:
      yield* lacking(held, ['business_type', 'business_profile.mcc'], '');
      return yield* namelessNeeds(account);
  }
}

/** Of every account in a country, whatever it tells: in Stripe's dotted form, in order. */
export function fieldsAskedOf(type: 'company' | 'individual', country: string): readonly string[] {
  const account = { id: '', object: 'account', country };
  const held = type === 'company' ? inCountry(ofCompany, account) : missingOf({}, account);
  const more =
    type === 'company'
      ? ['company.tax_id', 'relationship.owner', 'relationship.representative']
      : [];
  return [
    ...['business_profile.mcc', 'business_profile.url', 'business_type', ...ofAccount],
    ...held.map((name) => `${type}.${name}`),
    ...more,
  ].toSorted();
}

/** Of whoever speaks for it, as long as nobody knows what business it is. */
function* namelessNeeds(account: ApiObject): Generator<string> {
  const isAmerican = account['country'] === 'US';
  const isJapanese = account['country'] === 'JP';
  // The rest can be looked up there.
  const person = namesOfPerson(account).filter(
    (name) => !isAmerican || !/^(address|phone)/.test(name),
  );
  yield* lacking(
    {},
    person.map((name) => `representative.${name}`),
    '',
  );
  if (isAmerican) yield* lacking(account, ['settings.payments.statement_descriptor'], '');
  if (isJapanese) yield* lacking(account, ['business_profile.product_description'], '');
}

/** As it is by now: the account may hold an older version. */
function individualOf(
  { individual }: ApiObject,
  persons: readonly ApiObject[],
): ApiObject | undefined {
  return persons.find(({ id }) => id === Object(individual).id) ?? persons[0];
}

function* companyNeeds(account: ApiObject, persons: readonly ApiObject[]): Generator<string> {
  const company = Object(account['company']) as Values;
  yield* lacking(company, inCountry(ofCompany, account), 'company.');
  if (!company['tax_id_provided']) yield 'company.tax_id';
  const isOwned = account['business_type'] === 'company';
  const owner = persons.some(({ relationship }) => Object(relationship).owner === true);
  if (isOwned && !owner && !company['owners_provided']) yield 'owners.first_name';
  const representative = representativeOf(persons);
  yield* personNeeds(account, representative, representative?.id ?? 'representative');
}

export function representativeOf(persons: readonly ApiObject[]): ApiObject | undefined {
  return persons.find(({ relationship }) => Object(relationship).representative === true);
}

function* personNeeds(
  account: ApiObject,
  person: ApiObject | undefined,
  prefix: string,
): Generator<string> {
  yield* missingOf(person ?? {}, account).map((name) => `${prefix}.${name}`);
}

/** Names of a person's fields, in Stripe's dotted form. */
export function missingOf(person: object, account: ApiObject): readonly string[] {
  const held = person as Values;
  const isNumbered = held['ssn_last_4_provided'] === true || held['id_number_provided'] === true;
  const names = namesOfPerson(account).filter((name) => !isLocated(held, name));
  return [
    ...lacking(held, names, ''),
    ...(account['country'] === 'US' && !isNumbered ? ['ssn_last_4'] : []),
  ];
}

const japaneseAddress = [...inAddress, 'town'];
const japanesePerson = [
  ...japaneseAddress.flatMap((name) => [`address_kana.${name}`, `address_kanji.${name}`]),
  ...['first_name', 'last_name'].flatMap((name) => [`${name}_kana`, `${name}_kanji`]),
  ...ofPerson.filter((name) => !/^(address|first_name|last_name)/.test(name)),
];

function namesOfPerson(account: ApiObject): readonly string[] {
  return account['country'] === 'JP' ? japanesePerson : inCountry(ofPerson, account);
}

/** A Japanese postal code says the city and what is in it. */
function isLocated(person: Values, name: string): boolean {
  const [address = '', part = ''] = name.split('.');
  const known = Object(person[address]).postal_code;
  return (
    address.startsWith('address_') && ['city', 'state', 'town'].includes(part) && Boolean(known)
  );
}

function inCountry(names: readonly string[], { country }: ApiObject): readonly string[] {
  const hasStates = statesIn.includes(String(country));
  return names.filter((name) => hasStates || name !== 'address.state');
}

function* lacking(held: Values, names: readonly string[], prefix: string): Generator<string> {
  for (const name of names) {
    const value = name.split('.').reduce<unknown>((inner, part) => Object(inner)[part], held);
    if (value === undefined || value === null || value === '') yield prefix + name;
  }
}

/** Every capability that was asked for, with what has become of it. Active ones wait for nothing more. */
function capabilitiesOf(
  account: ApiObject,
  status: string,
  call: Call,
): Readonly<Record<string, string>> {
  const all = ownedBy('capability', account, call);
  const entries = all.map((capability): [string, string] => {
    if (capability['requested'] !== true) return [capability.id, 'unrequested'];
    const known = capability['status'];
    if (known === status || (known === 'active' && status === 'pending')) {
      return [capability.id, known];
    }
    const after: ApiObject = { ...capability, status };
    call.put(after, capabilityKey(account.id, capability.id));
    call.emit('capability.updated', after, capability);
    return [capability.id, status];
  });
  return Object.fromEntries(entries.filter(([, one]) => one !== 'unrequested').sort());
}

/** `requirements` of what lacks nothing. */
export const nothingDue = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

export function capabilityKey(account: string, name: string): string {
  return `${account} ${name}`;
}

/** What was looked at is believed. Emits person.updated, capability.updated and account.updated. */
export function verifyAccount(id: string, call: Call): void {
  const account = call.get('account', id);
  if (!account) return;
  const persons = ownedBy('person', account, call);
  believe(account, persons, call);
  const verified = persons.map((person) => verifiedPerson(person, account, call));
  const { individual } = account;
  const own = verified.find((person) => person.id === Object(individual).id);
  resettle(account, call, own ? { individual: own } : {});
}

function verifiedPerson(person: ApiObject, owner: ApiObject, call: Call): ApiObject {
  const { requirements, verification } = person;
  const { status } = Object(verification) as Values;
  const errors = refutationsOf(person, owner, call);
  const due = duesWith(missingOf(person, owner), errors);
  const values = {
    requirements: { ...Object(requirements), ...due, pending_verification: [] },
    verification: {
      ...Object(verification),
      status: errors.length > 0 ? 'unverified' : status === 'pending' ? 'verified' : status,
    },
  };
  return change(call, person, values, 'person.updated');
}

/** Emits account.updated where something of the account has changed with what belongs to it. */
export function resettle(account: ApiObject, call: Call, values: Values = {}): void {
  change(call, account, settled({ ...account, ...values }, call), 'account.updated');
}
