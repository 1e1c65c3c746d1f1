// Persons: who owns a connected account, and who speaks for it.
// Source: https://docs.stripe.com/api/persons

import { ApiError } from '../../wire/api-error.ts';
import { ownedBy, representativeOf, resettle } from '../accounts/account-needs.ts';
import { toldPerson } from '../accounts/person.ts';
import { noteTold } from '../accounts/refuting.ts';
import { withToken } from '../accounts/told-tokens.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { sorted } from '../objects/skeleton.ts';

export const person: Behaviour = {
  object: 'person',
  rules: { create: tell, update: tell, delete: remove },
  present: withAcceptances,
};

/** Only where the person is told alone. */
function withAcceptances(before: ApiObject): ApiObject {
  const known = before['additional_tos_acceptances'];
  const told = { account: { ...nobody, ...Object(Object(known).account) } };
  return sorted({ ...before, additional_tos_acceptances: told }) as ApiObject;
}

const nobody = { date: null, ip: null, user_agent: null };

function tell(plain: ApiObject, asked: Call): ApiObject {
  const call = withToken(asked, 'person_token');
  const owner = requireObject(call, 'account', call.ids.get('account') ?? '');
  noteTold(plain.id, call.params, call);
  const after = sorted(toldPerson(plain, { given: call.params, owner }, call)) as ApiObject;
  const others = ownedBy('person', owner, call).filter(({ id }) => id !== plain.id);
  if (representativeOf([after]) && representativeOf(others)) {
    throw new ApiError('This account has a representative already.', {
      param: 'relationship[representative]',
    });
  }
  checkShares([after, ...others]);
  call.put(after);
  resettle(owner, call, isAccountItself(after, owner) ? { individual: after } : {});
  return after;
}

/** The one person that an individual's account is about. */
function isAccountItself({ id }: ApiObject, owner: ApiObject): boolean {
  const { individual, business_type: type } = owner;
  return type === 'individual' && (individual === undefined || Object(individual).id === id);
}

function checkShares(persons: readonly ApiObject[]): void {
  const shares = persons.map(({ relationship }) => Number(Object(relationship).percent_ownership));
  if (shares.reduce((sum, share) => sum + share, 0) <= 100) return;
  throw new ApiError('The owners of an account cannot own more than 100 percent of it together.', {
    param: 'relationship[percent_ownership]',
  });
}

/** Who speaks for the account stays, as does the one that it is. */
function remove(before: ApiObject, call: Call): ApiObject {
  const owner = requireObject(call, 'account', call.ids.get('account') ?? '');
  if (isAccountItself(before, owner) || representativeOf([before])) {
    throw new ApiError(
      `You cannot delete ${before.id}: the account needs a representative. Make another person its ` +
        'representative first.',
    );
  }
  call.remove(before);
  resettle(owner, call);
  return before;
}
