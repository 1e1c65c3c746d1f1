// A Request becomes plain data: the only place of the sandbox that reads one.

import { decodeForm, type FormObject } from '../wire/form.ts';
import { lateRefusal } from './checking/keys.ts';
import { ofV2 } from './late-code.ts';

export interface PlainRequest {
  /** HEAD is told as GET: the door leaves the body out. */
  readonly method: string;
  /** Still encoded, as in `/v1/products/a%2Fb`. */
  readonly path: string;
  readonly isV2: boolean;
  readonly query: string;
  readonly body: string;
  readonly contentType: string;
  readonly authorization: string | null;
  readonly version: string | null;
  readonly stripeAccount: string | null;
  readonly idempotencyKey: string | null;
}

/** The body is read as text; what it means, `readParams` finds out. */
export function plainOf(request: Request, body: string): PlainRequest {
  // It is in its normal form already, as `URL.href` is.
  const [, path = '', query = ''] = /^[^/]+\/\/[^/]*([^?#]*)\??([^#]*)/.exec(request.url) ?? [];
  const header = (name: string): string | null => request.headers.get(name);
  return {
    method: request.method === 'HEAD' ? 'GET' : request.method,
    path,
    isV2: path.startsWith('/v2/'),
    query,
    body,
    contentType: header('Content-Type')?.split(';')[0]?.trim().toLowerCase() ?? '',
    authorization: header('Authorization'),
    version: header('Stripe-Version'),
    stripeAccount: header('Stripe-Account') || stripeContext(header('Stripe-Context')),
    idempotencyKey: header('Idempotency-Key') || null,
  };
}

/** The newer name of Stripe-Account; `org/acct` paths end in the account. */
function stripeContext(context: string | null): string | null {
  return context?.split('/').at(-1) || null;
}

/** Of bodies that hold files. */
export const multipart = 'multipart/form-data';

/** Query and body in one. Throws ApiError for what cannot be read. */
export function readParams(request: PlainRequest): FormObject {
  if (request.isV2) return readJson(request);
  if (request.body === '') return decodeForm(request.query);
  const formTypes = ['application/x-www-form-urlencoded', multipart, 'text/plain', ''];
  if (!formTypes.includes(request.contentType)) {
    throw lateRefusal(({ wrongContentType }) => wrongContentType(formTypes[0]));
  }
  return decodeForm(request.query === '' ? request.body : `${request.query}&${request.body}`);
}

function readJson({ body, query, contentType }: PlainRequest): FormObject {
  if (body !== '' && contentType !== '' && contentType !== 'application/json') {
    throw lateRefusal(({ wrongContentType }) => wrongContentType('application/json'));
  }
  const { decodeQuery, decodeJson } = ofV2.code();
  // Not spread: what has no prototype must stay without one.
  return Object.assign(decodeQuery(query), decodeJson(body));
}

/** Throws Stripe's 404 for a path whose percent signs cannot be read. */
export function checkPath({ method, path }: PlainRequest): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw lateRefusal(({ unknownUrl }) => unknownUrl(method, path));
  }
}
