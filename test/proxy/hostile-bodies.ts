// Requests that must be refused for their body, or for how it is framed, by name, each with the
// status that refuses it.

import { get, host, type Hostile, live } from './hostile-heads.ts';

const customers = '/v1/customers';
const form = 'application/x-www-form-urlencoded';
const meterEvents = '/v2/billing/meter_events';

export const bodyBytesMax = 20_000;

interface Posted {
  readonly target?: string;
  readonly type?: string;
  /** Whole lines; takes the place of the content length. */
  readonly headers?: string;
}

export function post(
  body: string,
  { target = customers, type = form, headers }: Posted = {},
): Buffer {
  const length = `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n`;
  const typed = type === '' ? '' : `Content-Type: ${type}\r\n`;
  const head = `POST ${target} HTTP/1.1\r\nHost: ${host}\r\n${typed}${headers ?? length}`;
  return Buffer.from(`${head}Connection: close\r\n\r\n${body}`, 'latin1');
}

const chunked = 'Transfer-Encoding: chunked\r\n';
const hidden = `GET /v1/payouts HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

const framed = (name: string, headers: string, body: string, status = 400): Hostile => [
  `framing: ${name}`,
  status,
  post(body, { headers }),
];

export const framings: readonly Hostile[] = [
  framed('length and chunks', `Content-Length: 4\r\n${chunked}`, `0\r\n\r\n${hidden}`),
  framed('chunks and length', `${chunked}Content-Length: 4\r\n`, `0\r\n\r\n${hidden}`),
  framed('two lengths that differ', 'Content-Length: 6\r\nContent-Length: 0\r\n', 'name=a'),
  framed('two lengths that agree', 'Content-Length: 6\r\nContent-Length: 6\r\n', 'name=a'),
  framed('a list of lengths', 'Content-Length: 6, 6\r\n', 'name=a'),
  framed('a length below nothing', 'Content-Length: -1\r\n', ''),
  framed('a length with a plus', 'Content-Length: +6\r\n', 'name=a'),
  framed('a length in hexadecimal', 'Content-Length: 0x6\r\n', 'name=a'),
  framed('a length that overflows', 'Content-Length: 99999999999999999999999\r\n', 'name=a'),
  framed('a length of two words', 'Content-Length: 6 6\r\n', 'name=a'),
  framed('an empty length', 'Content-Length: \r\n', 'name=a'),
  framed('an unknown coding', 'Transfer-Encoding: xchunked\r\n', 'name=a'),
  framed('chunks twice', 'Transfer-Encoding: chunked, chunked\r\n', '0\r\n\r\n'),
  framed('chunks in two headers', `${chunked}${chunked}`, '0\r\n\r\n'),
  framed('chunks that are compressed', 'Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'),
  framed('chunks before another coding', 'Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'),
  framed('the coding that is none', 'Transfer-Encoding: identity\r\n', 'name=a'),
  framed('chunks in quotes', 'Transfer-Encoding: "chunked"\r\n', '0\r\n\r\n'),
  framed('a space before the colon', 'Transfer-Encoding : chunked\r\n', '0\r\n\r\n'),
  framed('a folded coding', 'Transfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'),
  framed('a vertical tab before the coding', 'Transfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'),
  framed('a size that is no number', chunked, 'zz\r\nname=a\r\n0\r\n\r\n'),
  framed('a size below nothing', chunked, '-6\r\nname=a\r\n0\r\n\r\n'),
  framed('a size that overflows', chunked, 'fffffffffffffffff\r\nname=a\r\n0\r\n\r\n'),
  framed('a chunk without its line end', chunked, '6\r\nname=aX\r\n0\r\n\r\n'),
  framed('chunks with line feeds alone', chunked, '6\nname=a\n0\n\n'),
  framed('a compressed body', 'Content-Encoding: gzip\r\nContent-Length: 6\r\n', 'name=a'),
  framed('a body of 30 kB', `Content-Length: ${30_000}\r\n`, `name=${'a'.repeat(29_995)}`, 413),
  framed('a body of a gigabyte, announced', 'Content-Length: 1000000000\r\n', 'name=a', 413),
  framed(
    'a body of 30 kB in chunks',
    chunked,
    `7530\r\nname=${'a'.repeat(29_995)}\r\n0\r\n\r\n`,
    413,
  ),
  framed('a body that never comes', 'Content-Length: 6\r\n', '', 408),
  framed('a body that stops', 'Content-Length: 6\r\n', 'nam', 408),
  framed('a chunk that stops', chunked, '6\r\nnam', 408),
  framed('chunks that never end', chunked, '6\r\nname=a\r\n', 408),
  ['framing: a head that never ends', 408, `GET ${customers} HTTP/1.1\r\nHost: ${host}\r\nX-A: `],
  [
    'framing: a request inside the body of a GET',
    400,
    `GET ${customers} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
  ],
];

const typed = (name: string, type: string, body: string, target = customers): Hostile => [
  `type: ${name}`,
  415,
  post(body, { type, target }),
];

export const types: readonly Hostile[] = [
  typed('none', '', 'name=a'),
  typed('plain text', 'text/plain', 'name=a'),
  typed('JSON for a form', 'application/json', '{"name":"a"}'),
  typed('a form for JSON', form, 'name=a', meterEvents),
  typed('a form in parts', 'multipart/form-data; boundary=x', '--x\r\n\r\na\r\n--x--\r\n'),
  typed('a form in UTF-7', `${form}; charset=utf-7`, 'name=a'),
  typed('a form in UTF-16', `${form}; charset=utf-16`, 'name=a'),
  typed('more than the name', `${form}x`, 'name=a'),
  typed('two in one', `${form}, application/json`, 'name=a'),
  typed('XML', 'application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'),
  typed('bytes', 'application/octet-stream', 'name=a'),
];

const deep = `a${'[b]'.repeat(20)}=1`;
const many = Array.from({ length: 2_500 }, (_, index) => `a${index}=1`).join('&');

const formed = (name: string, body: string): Hostile => [`form: ${name}`, 400, post(body)];
const asked = (name: string, query: string): Hostile => [
  `query: ${name}`,
  400,
  get(`${customers}?${query}`),
];

export const forms: readonly Hostile[] = [
  formed('__proto__', '__proto__[isAdmin]=1'),
  formed('__proto__ alone', '__proto__=1'),
  formed('__proto__ inside', 'metadata[__proto__]=1'),
  formed('__proto__ deep inside', 'a[b][__proto__][c]=1'),
  formed('__proto__ encoded', '%5F%5Fproto%5F%5F[a]=1'),
  formed('__proto__ in encoded brackets', 'metadata%5B__proto__%5D=1'),
  formed('__proto__ in a list', 'items[][__proto__]=1'),
  formed('constructor', 'constructor[prototype][isAdmin]=1'),
  formed('constructor inside', 'metadata[constructor]=1'),
  formed('prototype', 'prototype[isAdmin]=1'),
  formed('a name with a line end', 'a%0d%0ab=1'),
  formed('a name with a NUL', 'a%00b=1'),
  formed('a value with a NUL', 'name=a%00b'),
  formed('brackets that do not match', 'a[b=1'),
  formed('a bracket that only closes', 'a]b=1'),
  formed('one name in two shapes', 'a=1&a[b]=2'),
  formed('20 levels', deep),
  formed('40 levels', `a${'[b]'.repeat(40)}=1`),
  formed('2,500 parameters', many),
  formed('bytes that are not UTF-8', 'name=\xff\xfe'),
  formed('overlong UTF-8', 'name=%c0%af'),
  formed('a percent sign alone', 'name=%'),
  formed('a percent sign before no digits', 'name=%zz'),
  formed('unicode as IIS writes it', 'name=%u0041'),
  formed('half of a pair', 'name=%ed%a0%80'),
  asked('__proto__', '__proto__[a]=1'),
  asked('constructor', 'constructor[prototype][a]=1'),
  asked('a name with a line end', 'a%0d%0aSet-Cookie:x=1'),
  asked('a value with a NUL', 'email=%00'),
  asked('overlong UTF-8', 'email=%c0%af'),
  asked('a percent sign alone', 'email=%'),
  asked('letters beyond ASCII', 'email=\xe9'),
  asked('20 levels', deep),
];

const written = (name: string, body: string): Hostile => [
  `JSON: ${name}`,
  400,
  post(body, { type: 'application/json', target: meterEvents }),
];

export const jsons: readonly Hostile[] = [
  written('__proto__', '{"__proto__":{"isAdmin":true}}'),
  written('__proto__ inside', '{"payload":{"__proto__":{"a":1}}}'),
  written('__proto__ in a list', '{"payload":[{"__proto__":1}]}'),
  written('__proto__ escaped', '{"\\u005f_proto__":{"a":1}}'),
  written('constructor', '{"constructor":{"prototype":{"a":1}}}'),
  written('a list', '[1,2]'),
  written('a text', '"a"'),
  written('a number', '1'),
  written('no JSON', '{"a":'),
  written('two values', '{}{}'),
  written('a comment', '{/* */}'),
  written('a NUL in a value', '{"a":"\\u0000"}'),
  written('20 levels', `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`),
  written('100,000 levels', '['.repeat(19_000)),
  written('bytes that are not UTF-8', '{"a":"\xff"}'),
];

const basic = (user: string): string => `Authorization: Basic ${btoa(user)}\r\n`;
const encoded = (text: string): string => text.replaceAll('_', '%5F');
const inHeader = (name: string, header: string, status = 400): Hostile => [
  `live key: ${name}`,
  status,
  get(customers, header),
];
const inBody = (name: string, body: string): Hostile => [`live key: ${name}`, 400, post(body)];
const inJson = (name: string, body: string): Hostile => [
  `live key: ${name}`,
  400,
  post(body, { type: 'application/json', target: meterEvents }),
];

export const liveKeys: readonly Hostile[] = [
  inHeader('as the key', `Authorization: Bearer ${live}\r\n`, 401),
  inHeader('as the key, restricted', 'Authorization: Bearer rk_live_4eC39HqLyjWDar\r\n', 401),
  inHeader('as the key, publishable', 'Authorization: Bearer pk_live_4eC39HqLyjWDar\r\n', 401),
  inHeader('as the key of an organisation', 'Authorization: Bearer sk_org_live_4eC39Hq\r\n', 401),
  inHeader('as the key, ephemeral', 'Authorization: Bearer ek_live_4eC39HqLyjWDar\r\n', 401),
  inHeader('without a scheme', `Authorization: ${live}\r\n`, 401),
  inHeader('as a user', basic(`${live}:`), 401),
  inHeader('as a password', basic(`a:${live}`), 401),
  inHeader('in a cookie', `Cookie: key=${live}\r\n`),
  inHeader('in the name of a program', `User-Agent: ${live}\r\n`),
  inHeader('in an idempotency key', `Idempotency-Key: ${live}\r\n`),
  inHeader('in a version', `Stripe-Version: ${live}\r\n`),
  inHeader('in an account', `Stripe-Account: ${live}\r\n`),
  inHeader('in any header', `X-Key: ${live}\r\n`),
  inHeader('in the name of a header', `${live}: 1\r\n`),
  inHeader('in a header, encoded', `X-Key: ${encoded(live)}\r\n`),
  inHeader('as origin', `Origin: https://${live}.example.com\r\n`),
  inHeader('as visitor', `Sandshell-Visitor: ${live}\r\n`),
  ['live key: in the path', 400, get(`/v1/customers/${live}`)],
  ['live key: in the path, encoded', 400, get(`/v1/customers/${encoded(live)}`)],
  ['live key: in the query', 400, get(`${customers}?email=${live}`)],
  ['live key: in the name of a query', 400, get(`${customers}?${live}=1`)],
  ['live key: in the query, encoded', 400, get(`${customers}?email=${encoded(live)}`)],
  [
    'live key: in the query, encoded twice',
    400,
    get(`${customers}?email=${encodeURIComponent(encoded(live))}`),
  ],
  ['live key: in a path that is refused anyway', 400, get(`/../${live}`)],
  ['live key: in an operation that nobody knows', 400, get(`/v9/${live}`)],
  inBody('in the body', `name=${live}`),
  inBody('in the name of a parameter', `${live}=1`),
  inBody('in the body, nested', `metadata[a][b]=${live}`),
  inBody('in the body, encoded', `name=${encoded(live)}`),
  inBody('in the body, encoded three times', `name=sk%25255Flive%25255F4eC39HqLyjWDar`),
  inBody('in the body, among others', `name=a&description=my key is ${live}, thanks`),
  inBody('in the body, restricted', 'name=rk_live_4eC39HqLyjWDar'),
  inBody('in the body, as JSON in a value', `name={"key":"sk\\u005flive_4eC39HqLyjWDar"}`),
  inJson('in JSON', `{"a":"${live}"}`),
  inJson('in a name of JSON', `{"${live}":1}`),
  inJson('in a list of JSON', `{"a":[{"b":["${live}"]}]}`),
  inJson('in JSON, escaped', '{"a":"sk\\u005flive\\u005f4eC39HqLyjWDar"}'),
];
