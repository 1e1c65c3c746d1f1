// Requests that must be refused for their first line or their headers, by name, each with the status
// that refuses it. Bytes as they go over the wire.

export type Hostile = readonly [name: string, status: number, request: string | Buffer];

export const origin = 'https://docs.example.com';
export const host = '127.0.0.1';
export const live = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';

/** `headers`: whole lines with their line ends. */
export function get(target: string, headers = ''): string {
  return line('GET', target, headers);
}

export function line(method: string, target: string, headers = ''): string {
  return `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n`;
}

const customers = '/v1/customers';

const path = (name: string, target: string, status = 400): Hostile => [
  `path: ${name}`,
  status,
  get(target),
];

export const paths: readonly Hostile[] = [
  path('a step up', '/v1/customers/../payouts'),
  path('a step up from the root', '/../v1/customers'),
  path('a step up at the end', '/v1/customers/..'),
  path('a step that stays', '/v1/./customers'),
  path('a step that stays at the end', '/v1/customers/.'),
  path('an encoded step up', '/v1/customers/%2e%2e/payouts'),
  path('a half encoded step up', '/v1/customers/.%2e/payouts'),
  path('a step up encoded twice', '/v1/customers/%252e%252e/payouts'),
  path('a step up in overlong UTF-8', '/v1/customers/%c0%ae%c0%ae/payouts'),
  path('a step up in IIS unicode', '/v1/customers/%u002e%u002e/payouts'),
  path('an encoded slash', '/v1%2fcustomers'),
  path('an encoded slash in an id', '/v1/customers/cus_1%2Fsources'),
  path('an encoded slash encoded twice', '/v1/customers/cus_1%252Fsources'),
  path('an overlong slash', '/v1/customers/cus_1%c0%afsources'),
  path('doubled slashes', '/v1//customers'),
  path('doubled slashes in front', '//v1/customers'),
  path('three slashes in front', '///v1/customers'),
  path('another host behind doubled slashes', '//evil.example.com/v1/customers'),
  path('a slash at the end', '/v1/customers/'),
  path('a backslash', '/v1\\customers'),
  path('a backslash in front', '/\\evil.example.com/v1/customers'),
  path('an encoded backslash', '/v1/customers/%5c..%5cpayouts'),
  path('a NUL that is encoded', '/v1/customers/cus_1%00'),
  path('a line end that is encoded', '/v1/customers/cus_1%0d%0aX-Evil:%201'),
  path('a line feed that is encoded', '/v1/customers/cus_1%0aHost:evil'),
  path('a percent sign alone', '/v1/customers/%'),
  path('a percent sign before no digits', '/v1/customers/%zz'),
  path('an encoded letter', '/v1/c%75stomers'),
  path('a matrix parameter', '/v1/customers;jsessionid=1'),
  path('a matrix parameter in the middle', '/v1;a=b/customers'),
  path('a user and a password', '/v1/customers/a:b@evil.example.com'),
  path('a wildcard', '/v1/*'),
  path('a template', '/v1/customers/{customer}'),
  path('a quote', "/v1/customers/'or'1'='1"),
  path('an angle bracket', '/v1/customers/<script>'),
  path('a pipe', '/v1/customers/|id'),
  path('a dollar', '/v1/customers/$(id)'),
  path('two dots in an id', '/v1/customers/cus_1..x'),
  path('an id that begins with a dot', '/v1/customers/.env'),
  path('an id that begins with a dash', '/v1/customers/-rf'),
  path('an id of 300 characters', `/v1/customers/${'c'.repeat(300)}`),
  path('a file of the server', '/.env'),
  path('a file of the repository', '/.git/config'),
  path('a fragment', '/v1/customers#x'),
  path('a URL as target', 'http://127.0.0.1/v1/customers'),
  path('a URL of Stripe as target', 'https://api.stripe.com/v1/customers'),
  path('a URL of another host as target', 'http://evil.example.com/v1/customers'),
  path('a URL of a file as target', 'file:///etc/passwd'),
  path('a host and a port as target', 'evil.example.com:443'),
  path('an asterisk as target', '*'),
  path('no slash in front', 'v1/customers'),
  path('a question mark alone', '?limit=1'),
  path('a fragment in the query', '/v1/customers?limit=1#x'),
  path('letters beyond ASCII', '/v1/customers/cus_\xe9'),
  path('capital letters', '/V1/Customers', 404),
  path('another version', '/v3/customers', 404),
  path('no version', '/customers', 404),
  path('the root', '/', 400),
  path('the keys of the dashboard', '/v1/api_keys', 404),
  path('the sessions of the CLI', '/v1/stripecli/sessions', 404),
  path('a route of the dashboard', '/ajax/sessions', 404),
  path('what the server is told', '/env', 404),
  path('more than the operation has', '/v1/customers/cus_1/sources/x/y/z', 404),
  path('an operation that no command names', '/v1/apps/secrets/find', 403),
  path('an operation that is not allowed', '/v1/payouts', 403),
  path('a URL of 20,000 characters', `/v1/customers?email=${'a'.repeat(20_000)}`, 431),
  path('a URL of 9,000 characters', `/v1/customers?email=${'a'.repeat(9_000)}`, 414),
];

const method = (name: string, status: number, headers = ''): Hostile => [
  `method: ${name}${headers && ` with ${headers.trim()}`}`,
  status,
  line(name, customers, headers),
];

export const methods: readonly Hostile[] = [
  method('HEAD', 405),
  method('PUT', 405),
  method('PATCH', 405),
  method('TRACE', 405),
  method('OPTIONS', 405),
  method('PROPFIND', 405),
  method('PURGE', 405),
  method('MOVE', 405),
  method('LINK', 405),
  method('SEARCH', 405),
  method('DELETE', 404),
  method('get', 400),
  method('GETT', 400),
  method('TRACK', 400),
  method('BREW', 400),
  method('G\x00T', 400),
  method('CONNECT', 405),
  ['method: CONNECT to another host', 405, line('CONNECT', 'evil.example.com:443')],
  ['method: CONNECT to the upstream', 405, line('CONNECT', 'api.stripe.com:443')],
  ['method: OPTIONS of the whole server', 400, line('OPTIONS', '*')],
  method('GET', 400, 'X-HTTP-Method-Override: DELETE\r\n'),
  method('POST', 400, 'X-HTTP-Method: DELETE\r\nContent-Length: 0\r\n'),
  method('GET', 400, 'X-Method-Override: DELETE\r\n'),
  method('GET', 400, 'X-Original-URL: /v1/payouts\r\n'),
  method('GET', 400, 'X-Rewrite-URL: /v1/payouts\r\n'),
  method('GET', 400, 'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'),
  method('GET', 400, 'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'),
  ['method: HTTP/2 without asking', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['method: HTTP/0.9', 400, 'GET /v1/customers\r\n\r\n'],
  ['method: HTTP/3.0', 400, `GET ${customers} HTTP/3.0\r\nHost: ${host}\r\n\r\n`],
  ['method: a tab between the words', 400, `GET\t${customers}\tHTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ['method: a TLS hello', 400, Buffer.from('16030100a1010000', 'hex')],
  ['method: nothing but line ends and noise', 400, '\r\n\r\n\x01\x02\x03\r\n\r\n'],
];

const from = (name: string, value: string, more = ''): Hostile => [
  `origin: ${name}`,
  403,
  get(customers, `Origin: ${value}\r\n${more}`),
];

export const origins: readonly Hostile[] = [
  from('another one', 'https://evil.example.com'),
  from('null', 'null'),
  from('an empty one', ''),
  from('the allowed one with http', 'http://docs.example.com'),
  from('the allowed one with a port', 'https://docs.example.com:8443'),
  from('the allowed one with its usual port', 'https://docs.example.com:443'),
  from('the allowed one in capitals', 'HTTPS://DOCS.EXAMPLE.COM'),
  from('the allowed one with a slash', 'https://docs.example.com/'),
  from('the allowed one with a dot behind', 'https://docs.example.com.'),
  from('the allowed one in front of another', 'https://docs.example.com.evil.example'),
  from('the allowed one behind another', 'https://evildocs.example.com'),
  from('a host below the allowed one', 'https://a.docs.example.com'),
  from('the host above the allowed one', 'https://example.com'),
  from('the allowed one as a user', 'https://docs.example.com@evil.example'),
  from('the allowed one as a fragment', 'https://evil.example#https://docs.example.com'),
  from('a list with the allowed one', `${origin}, https://evil.example.com`),
  from('the allowed one with a letter that looks alike', 'https://d\xf3cs.example.com'),
  from('an extension of the browser', 'chrome-extension://abcdefghijklmnop'),
  from('a file', 'file://'),
  from('a wildcard', '*'),
  ['origin: twice', 400, get(customers, `Origin: ${origin}\r\nOrigin: https://evil.example\r\n`)],
  ['origin: none, from another site', 403, get(customers, 'Sec-Fetch-Site: cross-site\r\n')],
  ['origin: none, from the same site', 403, get(customers, 'Sec-Fetch-Site: same-site\r\n')],
  ['origin: none, typed into the browser', 403, get(customers, 'Sec-Fetch-Site: none\r\n')],
  [
    'origin: another one asks beforehand',
    403,
    line(
      'OPTIONS',
      customers,
      'Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n',
    ),
  ],
  ['host: another name for this machine', 421, hostLine('evil.example.com')],
  ['host: that of Stripe', 421, hostLine('api.stripe.com')],
  ['host: a name that begins like this machine', 421, hostLine('127.0.0.1.evil.example')],
  ['host: with a path', 400, hostLine('127.0.0.1/v1/payouts')],
  ['host: with a user', 400, hostLine('127.0.0.1@evil.example.com')],
  ['host: with a line end', 400, hostLine('127.0.0.1\r X')],
  ['host: with a space', 400, hostLine('127.0.0.1 evil.example.com')],
  ['host: an empty one', 400, hostLine('')],
  ['host: none', 400, `GET ${customers} HTTP/1.1\r\nConnection: close\r\n\r\n`],
  ['host: twice', 400, get(customers, 'Host: evil.example.com\r\n')],
];

function hostLine(name: string): string {
  return `GET ${customers} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`;
}

const header = (name: string, lines: string, status = 400): Hostile => [
  `header: ${name}`,
  status,
  get(customers, lines),
];

export const headers: readonly Hostile[] = [
  header('a folded line', 'X-A: 1\r\n folded\r\n'),
  header('a carriage return in a value', 'X-A: 1\rX-B: 2\r\n'),
  header('a NUL in a value', 'X-A: 1\x002\r\n'),
  header('a space in a name', 'X A: 1\r\n'),
  header('a space before the colon', 'X-A : 1\r\n'),
  header('no name', ': 1\r\n'),
  header('no colon', 'X-A\r\n'),
  header('a line feed alone', 'X-A: 1\nX-B: 2\r\n'),
  header('20 kB of one', `X-A: ${'a'.repeat(20_000)}\r\n`, 431),
  header('3,000 of them', 'A: b\r\n'.repeat(3_000)),
  header('two authorizations', 'Authorization: Bearer a\r\nAuthorization: Bearer b\r\n'),
  header('an idempotency key with a space', 'Idempotency-Key: a b\r\n'),
  header('an idempotency key of 256 characters', `Idempotency-Key: ${'a'.repeat(256)}\r\n`),
  header('an idempotency key beyond ASCII', 'Idempotency-Key: \xe9\r\n'),
  header('two idempotency keys', 'Idempotency-Key: a\r\nIdempotency-Key: b\r\n'),
  header('a version that is none', 'Stripe-Version: latest\r\n'),
  header('a version with a path', 'Stripe-Version: 2026-08-26/../..\r\n'),
  header('a version with an encoded line end', 'Stripe-Version: 2026-08-26%0d%0aX: 1\r\n'),
  header('two versions', 'Stripe-Version: 2026-08-26\r\nStripe-Version: 2020-08-27\r\n'),
  header('an expectation that nobody knows', 'Expect: 200-maybe\r\n', 417),
  header('a body of a GET', 'Content-Length: 5\r\n'),
  header('a coding of a GET', 'Transfer-Encoding: chunked\r\n'),
];
