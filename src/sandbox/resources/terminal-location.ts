// Locations: where readers stand. Source: https://docs.stripe.com/terminal/fleet/locations-and-zones

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { address as nowhere } from '../objects/initial-state.ts';
import { change } from '../objects/make.ts';

export const terminalLocation: Behaviour = {
  object: 'terminal.location',
  rules: { create, update, delete: leave },
};

/** What an address has to tell beside its country, by country. */
const needed: ReadonlyMap<string, readonly string[]> = new Map([
  ...countries('AU CA ES IT US', ['line1', 'city', 'state', 'postal_code']),
  ...countries('IE SG', ['line1', 'postal_code']),
  ...countries('JP', ['postal_code']),
  ...countries(
    'AT BE BG CH CY CZ DE DK EE FI FR GB GI HR HU LI LT LU LV MT MX MY NL NO NZ PL PT RO SE SI SK',
    ['line1', 'city', 'postal_code'],
  ),
]);

function countries(codes: string, names: readonly string[]): [string, readonly string[]][] {
  return codes.split(' ').map((code) => [code, names]);
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const given = addressOf(params['address'] ?? params['address_kanji']);
  if (given['country'] === undefined) throw missingParam('address');
  const isJapanese = given['country'] === 'JP';
  if (!isJapanese && params['display_name'] === undefined) throw missingParam('display_name');
  checkAddress(given);
  checkOverrides(call);
  return { ...draft, address: { ...nowhere, ...given } };
}

function addressOf(value: unknown): Readonly<Record<string, unknown>> {
  return { ...Object(value) };
}

function checkAddress(given: Readonly<Record<string, unknown>>): void {
  const country = String(given['country']).toUpperCase();
  const names = needed.get(country);
  if (!names) {
    throw new ApiError(`Terminal is not available in ${country}: locations cannot be there.`, {
      code: 'terminal_location_country_unsupported',
      param: 'address[country]',
    });
  }
  const missing = names.find((name) => !given[name]);
  if (missing) throw missingParam(`address[${missing}]`);
}

function checkOverrides(call: Call): void {
  const id = call.params['configuration_overrides'];
  if (typeof id !== 'string' || id === '') return;
  requireObject(call, 'terminal.configuration', id, 'configuration_overrides');
}

/** It stays in its country. */
function update(plain: ApiObject, call: Call): ApiObject {
  const before = addressOf(call.get('terminal.location', plain.id)?.['address']);
  const after = addressOf(plain['address']);
  if (after['country'] !== before['country']) {
    throw new ApiError('The country of a location cannot be changed. Create another location.', {
      param: 'address[country]',
    });
  }
  if (call.params['address'] !== undefined) checkAddress(after);
  checkOverrides(call);
  return plain;
}

/** Its readers stay registered, and stand nowhere. */
function leave(before: ApiObject, call: Call): ApiObject {
  const readers = call.all('terminal.reader').filter(({ location }) => location === before.id);
  for (const reader of readers) change(call, reader, { location: null });
  return before;
}
