// What tokens of accounts and persons stand for: told nowhere, and put in where the token is used.
// Source: https://docs.stripe.com/connect/account-tokens

import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { withParams } from '../objects/make.ts';
import { missingToken, useToken } from '../payment-methods/card-behind.ts';

const toldKind = 'token.told';

interface Told extends ApiObject {
  readonly params: FormObject;
}

/** Of these it is only kept that they were told. */
const secrets = /^(id_number(_secondary)?|ssn_last_4|tax_id|vat_id|registration_number)$/;

/** Under the token's id. */
export function keepTold(id: string, told: FormValue, call: Call): void {
  call.put({ id, object: toldKind, params: withoutSecrets(told) });
}

function withoutSecrets(told: FormValue): FormValue {
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return told;
  const kept = Object.entries(told).map(([name, value]) => [
    name,
    secrets.test(name) ? 'provided' : withoutSecrets(value),
  ]);
  return Object.assign(Object.create(null) as FormObject, Object.fromEntries(kept));
}

/**
 * The same request, as if it had said itself what the token that it names stands for. Throws for one
 * that is not known, or was used before.
 */
export function withToken(call: Call, param: 'account_token' | 'person_token'): Call {
  const id = call.params[param];
  if (typeof id !== 'string' || id === '') return call;
  const token = call.get('token', id);
  const told = call.get(toldKind, id) as Told | undefined;
  if (!token || !told || `${String(token['type'])}_token` !== param) throw missingToken(id, param);
  useToken(token, call);
  const { tos_shown_and_accepted: isAgreed, ...params } = told.params;
  const agreed = isAgreed === true ? { tos_acceptance: { date: call.now, ip: '127.0.0.1' } } : {};
  return withParams(call, { ...call.params, ...params, ...agreed });
}
