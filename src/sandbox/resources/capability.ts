// Capabilities: what a connected account asked to be allowed. Each has its name for an id, in every account.
// Source: https://docs.stripe.com/connect/account-capabilities

import { capabilityKey, nothingDue, rejectionOf, resettle } from '../accounts/account-needs.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { drafted } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const capability: Behaviour = {
  object: 'capability',
  rules: { update },
  present: withNeeds,
  named(name, call) {
    const account = call.ids.get('account') ?? '';
    const key = capabilityKey(account, name);
    const known = call.get('capability', key);
    if (known) return { version: known, key };
    const names = call.shape('account')?.get('capabilities')?.type;
    if (names?.type !== 'object' || !names.fields.has(name)) return undefined;
    const values = { account, requested: false, requested_at: null, status: 'unrequested' };
    return { version: drafted(call, 'capability', { id: name, ...values }), key };
  },
};

/** What is asked of the account holds up each capability that it wants. */
function withNeeds(version: ApiObject, call: Call): ApiObject {
  const account = call.get('account', String(version['account']));
  const isWanted = account !== undefined && version['requested'] === true;
  const asked = isWanted ? inner(account['requirements']) : {};
  const reason = version['status'] === 'inactive' && isWanted ? reasonOf(account) : null;
  return sorted({
    ...version,
    future_requirements: nothingDue,
    requirements: { ...nothingDue, ...asked, disabled_reason: reason },
  }) as ApiObject;
}

function reasonOf(account: ApiObject): string {
  return rejectionOf(account) === undefined ? 'requirements.fields_needed' : 'rejected.other';
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { requested } = call.params;
  if (requested === undefined) return plain;
  const owner = requireObject(call, 'account', call.ids.get('account') ?? '');
  const key = capabilityKey(owner.id, plain.id);
  const known = call.get('capability', key);
  if (known?.['requested'] === requested) return known;
  const status = requested === true ? 'inactive' : 'unrequested';
  call.put({ ...plain, requested_at: requested === true ? call.now : null, status }, key);
  resettle(owner, call);
  return call.get('capability', key) ?? plain;
}
