// What the recording server answers: the same for the official CLI and for ours, told by the key
// and by the words of the path. Nothing is kept between requests.

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string;
}

const requestHeaders = {
  'Request-Id': 'req_conformance',
  'Stripe-Version': '2026-08-26.dahlia',
  Date: 'Sat, 31 Jan 2026 12:00:00 GMT',
};

export function answer({ method, path, authorization }: Asked): Answer {
  const key = [...keyAnswers].find(([mark]) => authorization.includes(mark));
  if (key) return refusal(401, key[1]);
  const [pathname = ''] = path.split('?');
  const bad = [...pathAnswers].find(([mark]) => pathname.includes(mark));
  if (bad) return bad[1];
  return json(200, isCollection(method, pathname) ? list(pathname) : object(method, pathname));
}

/** By a part of the key. */
const keyAnswers: ReadonlyMap<string, object> = new Map([
  ['unauthorized', { message: 'Invalid API Key provided: sk_test_***zed' }],
  ['expired', { code: 'api_key_expired', message: 'Expired API Key provided: sk_test_***red' }],
]);

/** By a part of the path. */
const pathAnswers: ReadonlyMap<string, Answer> = new Map([
  ['invalid', refusal(400, { code: 'parameter_unknown', param: 'nmae', message: 'Unknown: nmae' })],
  ['declined', refusal(402, { code: 'card_declined', message: 'Your card was declined.' })],
  ['forbidden', refusal(403, { message: 'The key may not do this.' })],
  ['missing', refusal(404, { code: 'resource_missing', param: 'id', message: 'No such customer' })],
  ['conflict', refusal(409, { code: 'lock_timeout', message: 'Try again: <b>&amp;</b> é 😀' })],
  ['ratelimited', refusal(429, { code: 'rate_limit', message: 'Too many requests' })],
  ['broken', { status: 500, headers: { 'Content-Type': 'text/plain' }, body: 'Oh no\nnot again' }],
  ['empty', { status: 200, headers: { 'Content-Type': 'application/json' }, body: '' }],
  [
    'noticed',
    { ...json(200, { id: 'cus_noticed' }), headers: { 'Stripe-Notice': 'Mind the gap' } },
  ],
]);

function refusal(status: number, error: object): Answer {
  return json(status, { error: { ...error, type: 'invalid_request_error' } });
}

function json(status: number, value: object): Answer {
  return {
    status,
    headers: { ...requestHeaders, 'Content-Type': 'application/json' },
    body: JSON.stringify(value, null, 2),
  };
}

/** Every path that does not end with an id. */
function isCollection(method: string, pathname: string): boolean {
  return method === 'GET' && !/\/[a-z]+_\w+$/.test(pathname.replaceAll('test_clocks', ''));
}

function list(url: string): object {
  return { object: 'list', data: [{ id: 'cus_1' }, { id: 'cus_2' }], has_more: false, url };
}

/** Holds whatever is printed in a way of its own. */
function object(method: string, pathname: string): object {
  return {
    id: pathname.split('/').at(-1),
    object: 'thing',
    amount: 1.5e21,
    balance: -7,
    deleted: method === 'DELETE',
    description: 'a "quoted"\n\\word\\ of é and 😀 and \u0001\u007f<&>',
    locales: ['fr', 'en'],
    metadata: {},
    nothing: null,
    steps: [{ at: 1 }, {}, []],
    words: Array.from({ length: 12 }, (_, index) => `word number ${index}`),
  };
}
