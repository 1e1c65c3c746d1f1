// What a restricted key may do. Stripe keeps that with the key, which is made in its Dashboard; here the
// key says it: `rk_test_customer_read_and_charge_write_of_…` ends as the secret key of its account does.
// Sources: https://docs.stripe.com/keys/restricted-api-keys and the permissions that Stripe's refusals name

import type { Route } from '../../catalog/catalog.ts';
import { objectsOf } from '../../catalog/type.ts';
import { ApiError } from '../../wire/api-error.ts';
import { accountOfKey } from './keys.ts';
import { maskKey } from './refusals.ts';

/** Kinds whose permission has the name of another one, or a name of its own. */
const names: ReadonlyMap<string, string> = new Map([
  ['account', 'accounts_kyc_basic'],
  ['price', 'plan'],
  ['refund', 'charge'],
  ['webhook_endpoint', 'webhook'],
]);

/** Undefined where the key is permitted to use the route. */
export function refusalOf(key: string, route: Route): ApiError | undefined {
  const needed = permissionFor(route);
  const held = permissionsOf(key);
  // Who may write may read.
  if (held.includes(needed) || held.includes(needed.replace(/_read$/, '_write'))) return undefined;
  return new ApiError(
    `The provided key '${maskKey(key)}' does not have the required permissions for this endpoint on ` +
      `account '${accountOfKey(key)}'. Having the 'rak_${needed}' permission would allow this ` +
      'request to continue.',
    { status: 403 },
  );
}

/** As in `customer_read`, without the `rak_` before it. */
export function permissionFor({ method, path, result }: Route): string {
  const [object = lastWord(path)] = objectsOf(result);
  const name = names.get(object) ?? object.replaceAll('.', '_');
  return `${name}_${method === 'GET' ? 'read' : 'write'}`;
}

/** Where an answer is of no kind. */
function lastWord(path: string): string {
  return path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? '';
}

function permissionsOf(key: string): readonly string[] {
  const [, told = ''] = /^rk_test_(\w+)_of_/.exec(key) ?? [];
  return told.split('_and_').map((permission) => permission.replace(/^rak_/, ''));
}
