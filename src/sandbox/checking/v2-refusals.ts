// What /v2 says when it refuses: a code and a message, and little else. Requests that are at fault get one
// message with all that is wrong with them, by paths with dots.
// Source: the schemas `v2.error…` of https://github.com/stripe/openapi (latest/openapi.spec3.json), and for
// the words answers that others have shown, such as
// https://github.com/stripe/terraform-provider-stripe/issues/40

import { ApiError, docUrl, LateRefusal } from '../../wire/api-error.ts';

export interface Problem {
  /** As in `events_from[0]` or `identity.country`. */
  readonly path: string;
  readonly message: string;
}

export function invalidFields(problems: readonly Problem[]): ApiError {
  const told = problems.map(({ path, message }) => `'${path}: ${message}'`).join(', ');
  return refusal('invalid_fields', `Some fields in the request were invalid: ${told}`);
}

/** The official SDKs say that a request without it is one with invalid fields, not in which words. */
export const missing = 'Missing required field.';

/** With a code that only /v2 has; `more` are further members, such as `user_message`. */
export function refusal(code: string, message: string, more: object = {}, status = 400): ApiError {
  return new ApiError(message, { status, code, body: inOrder({ ...more, code, message }) });
}

/** `items[0][price]` → `items[0].price`. */
export function dotted(param: string): string {
  return param
    .replace(/\[(\d*)\]/g, '\0$1\0')
    .replace(/\[([^\]]*)\]/g, '.$1')
    .replace(/\0(\d*)\0/g, '[$1]');
}

/** What rules that both versions share have thrown, as /v2 tells it. What is no refusal stays as it is. */
export function inV2(error: unknown): unknown {
  if (error instanceof LateRefusal)
    return new LateRefusal(async () => toldInV2(await error.tell()));
  return error instanceof ApiError ? toldInV2(error) : error;
}

function toldInV2(error: ApiError): ApiError {
  const { body, code = '', message, param, status, type } = error;
  if (body) return error;
  if (type === 'temporary_session_expired') {
    return refusal(code, message, { doc_url: docUrl(code), type }, status);
  }
  if (type === 'idempotency_error') return refusal(type, message);
  if (code.startsWith('sandbox_')) return refusal(code, message);
  if (status === 404 || code === 'resource_missing')
    return refusal('not_found', named(message), {}, 404);
  if (type === 'invalid_request_error' && status === 400) {
    return param === undefined
      ? refusal('invalid_fields', message)
      : invalidFields([
          { path: dotted(param), message: code === 'parameter_missing' ? missing : message },
        ]);
  }
  return error;
}

/** Kinds are called as their paths call them. */
function named(message: string): string {
  return message.replace(/^No such v2_[a-z]+_/, 'No such ');
}

function inOrder(members: object): object {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}
