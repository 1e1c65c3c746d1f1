// Why a key of any kind, an account, a URL or the name of a parameter is refused, in words. Fetched by
// the first such refusal. No key is ever told back whole.
// Source: https://docs.stripe.com/keys

import type { Fields } from '../../catalog/type.ts';
import { inWords } from '../../text/in-words.ts';
import { holdsLiveKey } from '../../text/redact.ts';
import { ApiError, shorten } from '../../wire/api-error.ts';
import { paramName } from '../../wire/form.ts';
import { nearest } from './nearest.ts';

/** Of unknown parameters, in one message. */
const namesToldMax = 20;

/** For every key but secret and restricted ones of a sandbox or test mode. */
export function keyRefused(key: string): ApiError {
  if (key === '') return noKey();
  if (holdsLiveKey(key) || key.toLowerCase().includes('_live')) return liveKeyRefused(401);
  if (key.startsWith('pk_test_')) return publishableKeyRefused();
  return key.startsWith('sk_org_') ? organizationKeyRefused() : invalidKey(key);
}

/** `sk_test_BQokikJOvBiI2HlWgH4olfQ2` → `sk_test_********************lfQ2`. */
export function maskKey(key: string): string {
  const shown = key.length > 16 ? key.slice(0, 8) : '';
  const end = key.length > 16 ? key.slice(-4) : '';
  const hidden = Math.min(Math.max(key.length - shown.length - end.length, 0), 64);
  return shown + '*'.repeat(hidden) + end;
}

function noKey(): ApiError {
  return new ApiError(
    'You did not provide an API key. You need to provide your API key in the Authorization ' +
      "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See " +
      'https://stripe.com/docs/api#authentication for details, or we can help at ' +
      'https://support.stripe.com/.',
    { status: 401 },
  );
}

function invalidKey(key: string): ApiError {
  return new ApiError(`Invalid API Key provided: ${shorten(maskKey(key))}`, { status: 401 });
}

function publishableKeyRefused(): ApiError {
  return new ApiError(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You ' +
      'can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    { status: 401, code: 'secret_key_required' },
  );
}

/** The key itself is not in the message, not even masked. */
export function liveKeyRefused(status: number): ApiError {
  return new ApiError(
    'The Sandshell sandbox refuses live keys: this request holds one. It was not kept, and ' +
      'nothing was done. Use a sandbox key (sk_test_… or rk_test_…), and consider rolling the ' +
      'live key at https://dashboard.stripe.com/apikeys if it was shown to anyone.',
    { status, code: 'sandbox_live_key' },
  );
}

function organizationKeyRefused(): ApiError {
  return new ApiError(
    'The Sandshell sandbox has no organizations. Use a sandbox key of one account (sk_test_… or ' +
      'rk_test_…).',
    { status: 401 },
  );
}

/** `Stripe-Account` names an account that is neither the key's nor connected to it. */
export function accountRefused(key: string, account: string): ApiError {
  return new ApiError(
    `The provided key '${maskKey(key)}' does not have access to account '${shorten(account)}' ` +
      '(or that account does not exist). Application access may have been revoked.',
    { status: 403, code: 'account_invalid' },
  );
}

export function unknownUrl(method: string, path: string): ApiError {
  const isHalf = path.endsWith('/') || path.includes('//');
  const remedy = isHalf
    ? ' If you are trying to list objects, remove the trailing slash. If you are trying to ' +
      'retrieve an object, make sure you passed a valid (non-empty) identifier in your code.'
    : '';
  return new ApiError(
    `Unrecognized request URL (${method}: ${shorten(path)}).${remedy} Please see ` +
      'https://stripe.com/docs or we can help at https://support.stripe.com/.',
    { status: 404 },
  );
}

/** `type` is the right one. Bodies of /v2 are refused with fewer words. */
export function wrongContentType(type = ''): ApiError {
  const help = ' If you have any questions, we can help at https://support.stripe.com/.';
  return new ApiError(
    `Invalid request (check that your POST content type is ${type}).` +
      (type === 'application/json' ? '' : help),
  );
}

export function keyTooLong(length: number, most: number): ApiError {
  return new ApiError(`The Idempotency-Key has ${length} characters; it can have up to ${most}.`, {
    type: 'idempotency_error',
  });
}

interface Used {
  readonly key: string;
  readonly path?: string;
}

/** For a request to `path`, or for one to the same path with other parameters. */
export function keyUsedBefore({ key, path: before = '' }: Used, path: string): ApiError {
  const isElsewhere = before !== '' && before !== path;
  const only = isElsewhere
    ? `for the same endpoint they were first used for ('${shorten(path)}' vs '${shorten(before)}')`
    : 'with the same parameters they were first used with';
  return new ApiError(
    `Keys for idempotent requests can only be used ${only}. Try using a key other than ` +
      `'${shorten(key)}' if you meant to execute a different request.`,
    { type: 'idempotency_error' },
  );
}

/** Without a parameter, as Stripe's refusals of metadata are. */
export function tooLongMetadata(part: 'key' | 'value', text: string, most: number): ApiError {
  return new ApiError(
    `Metadata ${part}s can have up to ${most} characters, but you passed in a ${part} that is ` +
      `${text.length} characters. Invalid ${part}: ${shorten(text)}`,
  );
}

export function tooMuchMetadata(count: number, most: number): ApiError {
  return new ApiError(`Metadata can have up to ${most} keys, but you've set ${count}.`);
}

/** The names of what is given in place of a list: none where that is a text. */
export function notAList(names: readonly string[], param: string): ApiError {
  const gap = names.findIndex((_name, index) => !names.includes(String(index)));
  if (gap < 0 || !names.every((name) => /^\d+$/.test(name))) {
    return new ApiError('Invalid array', { param });
  }
  return new ApiError(
    'If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. ' +
      'foo[]=a&foo[]=b), the keys must be numeric and sequential starting from 0. You passed the ' +
      `keys \`${shorten(names.join(', '))}\`, we expected to have a key with the value \`${gap}\`.`,
    { param },
  );
}

/** Source: recordings of version 2026-08-26. */
export function wrongPrefix(): ApiError {
  return new ApiError('Invoice number prefix must be 1–12 uppercase letters or numbers.');
}

/** Source: recordings of version 2026-08-26. */
export function takenPrefix(customer: string): ApiError {
  return new ApiError(
    `This invoice number prefix is taken by customer: ${customer}. Please enter a different prefix.`,
    { param: 'invoice_prefix' },
  );
}

/** Of what is given inside of `path`. */
export function unknownParams(
  given: readonly string[],
  fields: Fields,
  path: readonly string[],
): ApiError {
  const unknown = given.filter((name) => !fields.has(name));
  const [first = ''] = unknown;
  const told = unknown.slice(0, namesToldMax).map((name) => shorten(paramName([...path, name])));
  const meant = unknown.length === 1 ? nearest(first, fields.keys()) : undefined;
  const hint = meant === undefined ? '' : `. Did you mean ${meant}?`;
  return new ApiError(
    `Received unknown parameter${told.length > 1 ? 's' : ''}: ${told.join(', ')}${hint}`,
    { code: 'parameter_unknown', param: paramName([...path, first]) },
  );
}

/**
 * As the API tells them; how it orders all others is not known, so they stand as in the catalogue.
 * Source: recordings of version 2026-08-26, and of plans for the intervals.
 */
const orders: readonly (readonly string[])[] = [
  [
    ...['active', 'past_due', 'unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'trialing'],
    ...['paused', 'all', 'ended'],
  ],
  ['allow_incomplete', 'error_if_incomplete', 'pending_if_incomplete', 'default_incomplete'],
  ['draft', 'open', 'void', 'paid', 'uncollectible'],
  ['include', 'exclude'],
  ['month', 'year', 'week', 'day'],
  ['none', 'reverse', 'exempt'],
  ['inclusive', 'exclusive', 'unspecified'],
  ['metered', 'licensed'],
];

export function notListed(values: readonly string[], param: string): ApiError {
  const known = orders.find(
    (order) => order.length === values.length && order.every((value) => values.includes(value)),
  );
  return new ApiError(`Invalid ${param}: must be one of ${inWords(known ?? values)}`, { param });
}
