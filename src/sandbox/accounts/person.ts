// People behind a connected account, as they are told: numbers that identify them are only noted.

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { completed, completedPart } from '../objects/complete.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { missingOf } from './account-needs.ts';
import { duesWith, refutationsOf } from './refuting.ts';
import { papersIn, unbelievedOf } from './verifying.ts';

const nobody = {
  authorizer: false,
  director: false,
  executive: false,
  legal_guardian: false,
  owner: false,
  percent_ownership: null,
  representative: false,
  title: null,
};

/** `given` over what is known of the person. */
export function toldPerson(
  known: Values,
  { given, owner }: { readonly given: FormObject; readonly owner: ApiObject },
  call: Call,
): Values {
  const { id_number: idNumber, ssn_last_4: ssn, relationship, ...told } = given;
  const isNumbered = idNumber !== undefined || known['id_number_provided'] === true;
  const person: Values = {
    ...known,
    ...told,
    account: owner.id,
    ...wholeParts(known, told, call),
    ...phoneOf(told),
    future_requirements: nothingDue,
    ...(told['full_name_aliases'] === undefined ? {} : { full_name_aliases: aliasesOf(told) }),
    id_number_provided: isNumbered,
    relationship: { ...nobody, ...toldIn(known['relationship']), ...inner(relationship) },
    ssn_last_4_provided: ssn !== undefined || isNumbered || known['ssn_last_4_provided'] === true,
  };
  const errors = refutationsOf(person, owner, call);
  const pending = unbelievedOf(person, owner, call);
  const due = duesWith(missingOf(person, owner), errors);
  const status =
    due.currently_due.length > 0 ? 'unverified' : pending.length > 0 ? 'pending' : 'verified';
  return {
    ...person,
    requirements: { ...nothingDue, ...due, pending_verification: pending },
    verification: sorted({
      ...completedPart(papersOf(person['verification'], call), ['person', 'verification'], call),
      status,
    }),
  };
}

/** Of what nobody has asked for yet. */
const nothingDue = {
  alternatives: [],
  currently_due: [],
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

/** Ten digits alone are a number of North America. */
function phoneOf({ phone }: FormObject): Values {
  return /^\d{10}$/.test(String(phone)) ? { phone: `+1${String(phone)}` } : {};
}

/** Both are there from the start, whoever has sent them. */
function papersOf(verification: unknown, call: Call): Values {
  const told = toldIn(verification);
  const papers = papersIn(call).map((name) => [name, told[name] ?? {}] as const);
  return { ...told, ...Object.fromEntries(papers) };
}

/** Without what is not known yet. */
function toldIn(part: unknown): Values {
  return Object.fromEntries(Object.entries(Object(part)).filter(([, value]) => value !== null));
}

/** None where nothing, or an empty text, is told. */
function aliasesOf({ full_name_aliases: given }: FormObject): readonly string[] {
  const all = typeof given === 'object' ? Object.values(given ?? {}) : [given];
  return all.map(String).filter((name) => name !== '');
}

/** Addresses and the like are whole as soon as anything of them is told. */
function wholeParts(known: Values, told: FormObject, { shape }: Call): Values {
  const fields = shape('person');
  const parts = Object.entries(told).flatMap(([name, value]) => {
    const type = fields?.get(name)?.type;
    if (type?.type !== 'object' || value === '') return [];
    return [[name, completed({ ...Object(known[name]), ...inner(value) }, type.fields)] as const];
  });
  return Object.fromEntries(parts);
}
