// Requests at random as bytes, made of what is right and of what is hostile.

import { createRandom } from '../../src/base/random.ts';
import type { Operation } from '../../src/catalog/catalog.ts';
import { forms, jsons, liveKeys } from './hostile-bodies.ts';
import { headers as hostileHeads, methods, paths } from './hostile-heads.ts';

const textOf = ([, , request]: readonly [string, number, string | Buffer]): string =>
  request.toString('latin1');

const targets = [...paths, ...liveKeys].map((row) => textOf(row).split(' ')[1] ?? '/');
const verbs = [...methods.map((row) => textOf(row).split(/[ \t]/)[0] ?? 'GET'), 'PUT', 'PATCH'];
const lines = [...hostileHeads, ...methods, ...liveKeys].flatMap((row) =>
  (textOf(row).split('\r\n\r\n')[0] ?? '').split('\r\n').slice(2),
);
const bodies = [...forms, ...jsons, ...liveKeys].map(
  (row) => textOf(row).split('\r\n\r\n')[1] ?? '',
);
const goodLines = [
  ...['Authorization: Bearer sk_test_ofTheCaller', 'Cookie: a=b', 'Stripe-Account: acct_1'],
  ...['Idempotency-Key: a-b', 'Stripe-Version: 2026-08-26.dahlia', 'X-Forwarded-Host: evil'],
];
const bits = [
  '.',
  '..',
  '/',
  '//',
  '%2e',
  '%2f',
  '%00',
  '%',
  '\\',
  ';a=b',
  '?',
  '#',
  '@',
  ':',
  '*',
  ' ',
];
const words = [
  'a',
  'customers',
  'cus_1',
  'v1',
  'v2',
  'metadata',
  '[b]',
  '[]',
  '=',
  '&',
  '%20',
  '__proto__',
];
const safe = 'abcXYZ019_-.';

interface Choice {
  readonly seed: string;
  readonly operations: readonly Operation[];
  /** Of these are most. */
  readonly allowed: readonly Operation[];
}

/** Gives a function that makes another one at each call; the same ones for the same seed. */
export function createRequests({ seed, operations, allowed }: Choice): () => Buffer {
  const random = createRandom(seed);
  const oneOf = <T>(values: readonly T[]): T => values[random.below(values.length)] as T;
  const chance = (percent: number): boolean => random.below(100) < percent;

  function target(): string {
    const { route } = oneOf(chance(70) ? allowed : operations);
    const path = route.path.replace(/\{[^}]*\}/g, () => `x${random.text(8, safe)}`);
    if (chance(60)) return path + query();
    if (chance(30)) return oneOf(targets);
    // Something is put in, left out or changed somewhere.
    const at = random.below(path.length);
    const cut = path.slice(at + random.below(3));
    return path.slice(0, at) + oneOf(bits) + cut + query();
  }

  function query(): string {
    return chance(60) ? '' : `?${parameters()}`;
  }

  function parameters(): string {
    if (chance(15)) return oneOf(bodies);
    return Array.from({ length: 1 + random.below(6) }, () => oneOf(words)).join('');
  }

  function request(): Buffer {
    const path = target();
    const right = allowed.find(({ route }) => path.startsWith(route.path.split('{')[0] ?? ''));
    const verb = chance(80) ? (right?.route.method ?? 'GET') : oneOf(['POST', 'GET', ...verbs]);
    const body = verb === 'GET' || chance(20) ? '' : parameters();
    const type = path.startsWith('/v2') ? 'application/json' : 'application/x-www-form-urlencoded';
    const head = [
      `${verb} ${path} HTTP/1.1`,
      `Host: 127.0.0.1`,
      ...(body === '' ? [] : [`Content-Type: ${chance(90) ? type : 'text/plain'}`]),
      ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
      ...(chance(50) ? [oneOf(goodLines)] : []),
      ...(chance(15) ? [oneOf(lines)] : []),
      'Connection: close',
    ].join('\r\n');
    return Buffer.from(`${head}\r\n\r\n${body}`, 'latin1');
  }

  return request;
}
