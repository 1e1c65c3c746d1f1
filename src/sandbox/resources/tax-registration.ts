// Tax registrations: where the account collects taxes, and from when until when.
// Source: https://docs.stripe.com/api/tax/registrations

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { sorted } from '../objects/skeleton.ts';
import { statusOf } from '../prices/taxing.ts';

export const taxRegistration: Behaviour = {
  object: 'tax.registration',
  rules: { create, update },
  present: (object, { now }) => ({ ...object, status: statusOf(object, now) }),
};

function create(draft: ApiObject, call: Call): ApiObject {
  const country = String(call.params['country']).toUpperCase();
  const options = { [country.toLowerCase()]: sorted(optionsFor(country, call.params)) };
  const made = dated({ ...draft, country, country_options: options }, call);
  refuseSecond(made, call);
  return made;
}

function optionsFor(country: string, params: FormObject): FormObject {
  const own = country.toLowerCase();
  const given = (Object(params['country_options']) as FormObject)[own];
  if (given === undefined) throw missingParam(`country_options[${own}]`);
  const options = { ...(given as FormObject) };
  if (country !== 'US') return options;
  if (options['state'] === undefined) throw missingParam('country_options[us][state]');
  return { ...options, state: String(options['state']).toUpperCase() };
}

function update(plain: ApiObject, call: Call): ApiObject {
  return dated({ ...(call.get('tax.registration', plain.id) ?? plain) }, call);
}

/** `now` is a time, too. */
function dated(plain: ApiObject, { params, now }: Call): ApiObject {
  const timeOf = (name: string): unknown => {
    const given = params[name] ?? plain[name] ?? null;
    return given === 'now' ? now : given === '' ? null : given;
  };
  const [start, end] = [timeOf('active_from') ?? now, timeOf('expires_at')];
  if (typeof end === 'number' && end < Number(start)) {
    throw new ApiError('`expires_at` must not be before `active_from`.', { param: 'expires_at' });
  }
  const after = { ...plain, active_from: start, expires_at: end };
  return { ...after, status: statusOf(after, now) };
}

/** One at a time for a place. */
function refuseSecond(made: ApiObject, { all, now }: Call): void {
  const places = JSON.stringify(made['country_options']);
  const isSame = (other: ApiObject): boolean =>
    JSON.stringify(other['country_options']) === places && statusOf(other, now) !== 'expired';
  if (!all('tax.registration').some(isSame)) return;
  throw new ApiError('There is a registration for this location already, active or scheduled.', {
    code: 'resource_already_exists',
    param: 'country_options',
  });
}
