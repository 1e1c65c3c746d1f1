// What Stripe looks at for a while before it believes it: addresses, numbers and papers of accounts in the
// United States. Source: https://docs.stripe.com/connect/handling-api-verification

import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { waitingKind } from '../objects/waiting-kind.ts';
import { awaitAnswer } from '../objects/waiting.ts';

/** So long it takes here; Stripe takes some seconds in test mode, and sometimes minutes. */
const usualSeconds = 10;

/** Kept beside accounts and persons, and told nowhere: names of what is believed, under their id. */
const believedKind = 'account.believed';

interface Believed extends ApiObject {
  readonly names: readonly string[];
}

function believedOf(id: unknown, { get }: Call): readonly string[] {
  return (get(believedKind, String(id)) as Believed | undefined)?.names ?? [];
}

/** Whether it was looked at: in other countries than the United States at once. */
export function isBelieved(id: unknown, name: string, owner: ApiObject, call: Call): boolean {
  return owner['country'] !== 'US' || believedOf(id, call).includes(name);
}

/** What was told anew. */
export function lookAgain(id: string, told: readonly string[], call: Call): void {
  const names = believedOf(id, call);
  const left = names.filter(
    (name) => !told.some((one) => name === one || name === `company.${one}`),
  );
  if (left.length < names.length) call.put({ id, object: believedKind, names: left });
}

export const inAddress = ['city', 'line1', 'postal_code', 'state'];

/** Of a company, a person or an account: in Stripe's dotted form, as `address.city`. */
function addressesIn({ address }: Values): readonly string[] {
  const told = Object(address) as Values;
  return inAddress.filter((name) => told[name]).map((name) => `address.${name}`);
}

/** What there is to look at of a person. */
export function unbelievedOf(person: Values, owner: ApiObject, call: Call): readonly string[] {
  if (owner['country'] !== 'US') return [];
  const { id_number_provided: whole, ssn_last_4_provided: end } = person;
  const told = [
    ...addressesIn(person),
    ...(whole || end ? ['id_number'] : []),
    ...(whole ? [`verification.${paperIn(call)}`] : []),
    ...sentIn(person, call).map((name) => `verification.${name}`),
  ];
  const believed = believedOf(person['id'], call);
  return [...new Set(told)].filter((name) => !believed.includes(name));
}

/** Papers that were sent. */
function sentIn({ verification }: Values, call: Call): readonly string[] {
  const told = Object(verification) as Values;
  return papersIn(call).filter((name) => (Object(told[name]) as Values)['front']);
}

/** What shows who somebody is; anything additional shows where they live. */
function paperIn(call: Call): string | undefined {
  return papersIn(call).find((name) => !name.startsWith('additional'));
}

/** Names of what a person can send. */
export function papersIn({ shape }: Call): readonly string[] {
  const type = shape('person')?.get('verification')?.type;
  const fields = type?.type === 'object' ? [...type.fields.values()] : [];
  return fields.filter((field) => field.type.type === 'object').map(({ name }) => name);
}

/** Of all that belongs to an account; the account then waits for it. */
export function pendingOf(
  account: ApiObject,
  persons: readonly ApiObject[],
  call: Call,
): readonly string[] {
  const isOne = account['business_type'] === 'individual';
  const pending = [
    ...companyIn(account, call),
    ...persons.flatMap((person) =>
      unbelievedOf(person, account, call).map(
        (name) => `${isOne ? 'individual' : person.id}.${name}`,
      ),
    ),
  ];
  const isLookedAt = call.get(waitingKind, account.id) !== undefined;
  if (pending.length > 0 && !isLookedAt) awaitAnswer(account, usualSeconds, call);
  return pending.sort();
}

function companyIn(account: ApiObject, call: Call): readonly string[] {
  const { business_type: type, company, country } = account;
  if (country !== 'US' || type === 'individual' || !type) return [];
  const told = [
    ...addressesIn(Object(company) as Values),
    ...((Object(company) as Values)['tax_id_provided'] ? ['tax_id'] : []),
  ].map((name) => `company.${name}`);
  const believed = believedOf(account.id, call);
  return told.filter((name) => !believed.includes(name));
}

/** From now on, with all that was told until now. */
export function believe(account: ApiObject, persons: readonly ApiObject[], call: Call): void {
  keep(account.id, companyIn(account, call), call);
  for (const person of persons) keep(person.id, unbelievedOf(person, account, call), call);
}

function keep(id: string, names: readonly string[], call: Call): void {
  if (names.length === 0) return;
  call.put({ id, object: believedKind, names: [...believedOf(id, call), ...names] });
}
