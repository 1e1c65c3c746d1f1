// What the API says when it refuses: thrown as an ApiError, told as Stripe's error object.
// Source: https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes

export type ErrorType =
  | 'api_error'
  | 'card_error'
  | 'idempotency_error'
  | 'invalid_request_error'
  | 'temporary_session_expired';

export interface ErrorFields {
  /** Of HTTP; 400 where nothing is said. */
  readonly status?: number;
  readonly type?: ErrorType;
  /** As in `resource_missing`. */
  readonly code?: string;
  /** In brackets where nested, as in `items[0][price]`. */
  readonly param?: string;
  /** Further members of the error object, such as `decline_code`. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly isKept?: boolean;
  /** The error object itself, where it has another form than those of /v1. */
  readonly body?: object;
}

/** Thrown by leaves, caught once, at the sandbox's door. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly code: string | undefined;
  readonly param: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  /** Whether what was done before it lasts, as the failed charge of a declined card. */
  readonly isKept: boolean;
  readonly body: object | undefined;

  constructor(message: string, fields: ErrorFields = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = fields.status ?? 400;
    this.type = fields.type ?? 'invalid_request_error';
    this.code = fields.code;
    this.param = fields.param;
    this.details = fields.details ?? {};
    this.isKept = fields.isKept ?? false;
    this.body = fields.body;
  }
}

/** Thrown in place of an ApiError whose words are so rare that they are fetched when they are told. */
export class LateRefusal extends Error {
  readonly tell: () => Promise<ApiError>;

  constructor(tell: () => Promise<ApiError>) {
    super('a refusal that nobody has told');
    this.tell = tell;
  }
}

export interface ErrorPlace {
  /** Undefined where the key was refused: then there is no log to point to. */
  readonly account: string | undefined;
  readonly requestId: string;
}

/** The sandbox's own codes, and two of Stripe's: there is no page on them. */
const ownCodes = [
  'sandbox_not_simulated',
  'sandbox_live_key',
  'property_expansion_max_depth',
  'subscription_payment_intent_requires_action',
];

/** The body of the answer: `{error: {…}}`, its names in alphabetical order as Stripe's are. */
export function errorBody(error: ApiError, { account, requestId }: ErrorPlace): object {
  if (error.body) return { error: error.body };
  const members = Object.entries({
    ...error.details,
    code: error.code,
    doc_url: error.code && !ownCodes.includes(error.code) ? docUrl(error.code) : undefined,
    message: error.message,
    param: error.param && shorten(error.param),
    request_log_url: account && logUrl(account, requestId),
    type: error.type,
  });
  const told = members.filter(([, value]) => value !== undefined);
  return { error: Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The answer with it, where no request of an account was begun. */
export function errorAnswer(error: ApiError): Response {
  const body = errorBody(error, { account: undefined, requestId: '' });
  return Response.json(body, { status: error.status });
}

export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}

function logUrl(account: string, requestId: string): string {
  return `https://dashboard.stripe.com/${account}/test/workbench/logs?object=${requestId}`;
}

/** What was sent is told back, but not by the megabyte. */
export function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
