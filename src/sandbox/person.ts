// People behind a connected account, as they are told: numbers that identify them are only noted.

import type { FormObject } from '../wire/form.ts';
import { missingOf } from './account-needs.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { address } from './initial-state.ts';
import { inner } from './payment-methods.ts';
import { emptyInner, type Values } from './skeleton.ts';

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
    ...addressed(known['address'], told['address']),
    id_number_provided: isNumbered,
    relationship: { ...nobody, ...Object(known['relationship']), ...inner(relationship) },
    ssn_last_4_provided: ssn !== undefined || isNumbered || known['ssn_last_4_provided'] === true,
  };
  const missing = missingOf(person, owner);
  const due = { currently_due: missing, eventually_due: missing, past_due: missing };
  return {
    ...person,
    requirements: { alternatives: [], ...due, errors: [], pending_verification: [] },
    verification: {
      ...emptyVerification(call),
      ...Object(person['verification']),
      status: missing.length === 0 ? 'verified' : 'unverified',
    },
  };
}

/** Whole as soon as anything of it is told. */
function addressed(before: unknown, given: unknown): Values {
  if (given === undefined) return {};
  return { address: { ...address, ...Object(before), ...inner(given) } };
}

function emptyVerification({ shape }: Call): Values {
  const type = shape('person')?.get('verification')?.type;
  return type?.type === 'object' ? emptyInner(type.fields) : {};
}
