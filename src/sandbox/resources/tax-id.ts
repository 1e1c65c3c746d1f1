// Tax ids: refused where they cannot be one, verified a while later where somebody can be asked.
// Source: https://docs.stripe.com/billing/customer/tax-ids

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { isTaxId, verificationOf } from '../checking/tax-id-formats.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const taxId: Behaviour = { object: 'tax_id', rules: { create } };

function create(plain: ApiObject, call: Call): ApiObject {
  const draft = owned(plain);
  const [type, value] = [String(draft['type']), String(draft['value'])];
  if (!isTaxId(type, value)) {
    throw new ApiError(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' });
  }
  // That of an account is verified by nobody.
  if (draft['customer'] === null) return { ...draft, verification: null };
  const result = verificationOf(type, value);
  const first = result === 'unavailable' ? result : 'pending';
  if (result !== first) call.later.push(() => verify(draft.id, result, call));
  return { ...draft, verification: { status: first, ...nobody } };
}

/** A customer may be named by `owner` as well as by the path. */
function owned(draft: ApiObject): ApiObject {
  return { ...draft, customer: inner(draft['owner'])['customer'] ?? null };
}

const nobody = { verified_address: null, verified_name: null };

/** The answer to the creation does not know of it yet. */
function verify(id: string, status: string, call: Call): void {
  const before = call.get('tax_id', id);
  if (!before) return;
  change(call, before, { verification: { status, ...nobody } }, 'customer.tax_id.updated');
}
