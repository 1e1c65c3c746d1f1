// People behind a connected account, as they are told: numbers that identify them are only noted.

import type { FormObject } from '../wire/form.ts';
import { missingOf } from './account-needs.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { completed, completedPart } from './complete.ts';
import { inner } from './payment-methods.ts';
import type { Values } from './skeleton.ts';

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
    ...(told['full_name_aliases'] === undefined ? {} : { full_name_aliases: aliasesOf(told) }),
    id_number_provided: isNumbered,
    relationship: { ...nobody, ...toldIn(known['relationship']), ...inner(relationship) },
    ssn_last_4_provided: ssn !== undefined || isNumbered || known['ssn_last_4_provided'] === true,
  };
  const missing = missingOf(person, owner);
  const due = { currently_due: missing, eventually_due: missing, past_due: missing };
  return {
    ...person,
    requirements: { alternatives: [], ...due, errors: [], pending_verification: [] },
    verification: {
      ...completedPart(Object(person['verification']) as Values, ['person', 'verification'], call),
      status: missing.length === 0 ? 'verified' : 'unverified',
    },
  };
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
