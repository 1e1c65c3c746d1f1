// Requests that are damaged in every way there is, many thousands of them: each is answered in Stripe's
// form, none with an error of the sandbox's own, and what is refused changes nothing.

import { expect, test, vi } from 'vitest';
import { createRandom, type Random } from '../../src/base/random.ts';
import type { Route } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Fields, Type } from '../../src/catalog/type.ts';
import { key, openSandbox } from './open-sandbox.ts';

/** More of them, where there is time: `MALFORMED_REQUESTS=100000`. */
const requests = Number(process.env['MALFORMED_REQUESTS'] ?? 20_000);

/** After so many the sandbox is emptied, and before that its whole state is compared at times. */
const requestsBetweenResets = 1_000;
const requestsBetweenLooks = 97;

const catalog = await loadCatalog();
await catalog.loadAll();

const odd = [
  ...['', ' ', '0', '-1', '1.5', '1e9', 'NaN', 'true', 'null', 'undefined', '9'.repeat(40)],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'id', 'object', 'deleted'],
  ...['\u0000', '\u202E', '\uFEFF', '\uD83D\uDE00', '\r\n', '%', '%zz', '&', '=', '[', ']', '[]'],
  ...['../..', '/v1/customers', 'cus_none', 'pm_card_visa', 'tok_visa', 'usd', 'x'.repeat(6_000)],
  ...['<script>', "' OR 1=1", '${7*7}', '{"a":1}', '[[]]', 'sk_test_x', 'https://example.com'],
];

function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.below(items.length)] as Item;
}

function isNow(random: Random, chance: number): boolean {
  return random.below(1_000) < chance * 1_000;
}

/** Right where it can be, and odd at times. */
function valueOf(random: Random, type: Type): string {
  if (isNow(random, 0.25)) return oneOf(random, odd);
  switch (type.type) {
    case 'enum':
      return oneOf(random, type.values);
    case 'boolean':
      return oneOf(random, ['true', 'false']);
    case 'currency':
      return 'usd';
    case 'integer':
    case 'timestamp':
    case 'number':
    case 'decimal':
      return String(random.below(5_000));
    default:
      return oneOf(random, [
        ...known,
        'text',
        'jenny.rosen@example.com',
        'pm_card_visa',
        'tok_visa',
      ]);
  }
}

/** Ids of what was made before. */
const known: string[] = ['none'];

function pairsOf(random: Random, fields: Fields, prefix: string, depth: number): string[] {
  const chance = depth === 0 ? 0.15 : 0.1;
  return [...fields.values()].flatMap((field) => {
    const isGiven = isNow(random, field.isRequired ? 0.85 : chance);
    const name = prefix === '' ? field.name : `${prefix}[${field.name}]`;
    return isGiven ? pairsFor(random, name, field.type, depth) : [];
  });
}

function pairsFor(random: Random, name: string, type: Type, depth: number): string[] {
  if (depth > 3 || isNow(random, 0.05)) return [`${name}=${encoded(random, oneOf(random, odd))}`];
  switch (type.type) {
    case 'object':
      return pairsOf(random, type.fields, name, depth + 1);
    case 'array':
      return pairsFor(
        random,
        `${name}[${oneOf(random, ['', '0', '1', 'x'])}]`,
        type.item,
        depth + 1,
      );
    case 'map':
    case 'metadata':
      return [
        `${name}[${encoded(random, oneOf(random, odd))}]=${encoded(random, oneOf(random, odd))}`,
      ];
    case 'union':
      return pairsFor(random, name, oneOf(random, type.options), depth);
    default:
      return [`${name}=${encoded(random, valueOf(random, type))}`];
  }
}

/** As it should be, mostly. */
function encoded(random: Random, text: string): string {
  return isNow(random, 0.05) ? text : encodeURIComponent(text);
}

type Damage = (random: Random, form: string) => string;

const damages: readonly Damage[] = [
  (_, form) => form,
  (random, form) => form.slice(0, random.below(form.length)),
  (random, form) => form.slice(random.below(form.length)),
  (random, form) => {
    const at = random.below(form.length);
    return form.slice(0, at) + oneOf(random, odd) + form.slice(at);
  },
  (_, form) => `${form}&${form}`,
  (_, form) => form.replaceAll('=', '[]='),
  (_, form) => form.replace('=', '[a]=') + `&${form}`,
  (random, form) => `${form}&${'a[b]'.repeat(random.below(40))}=1`,
  (random, form) => `${form}&a${'[b]'.repeat(random.below(60))}=1`,
  (random, form) =>
    `${form}&expand[]=${oneOf(random, ['data', 'a.b.c.d.e', '', 'customer', odd[20]])}`,
  (random, form) => `${form}&${encodeURIComponent(oneOf(random, odd))}=1`,
  () => '{"not": "a form"',
  () => '[]',
];

function headersFor(random: Random, isV2: boolean): Record<string, string> {
  const usual = {
    Authorization: `Bearer ${key}`,
    'Content-Type': isV2 ? 'application/json' : 'application/x-www-form-urlencoded',
  };
  const strange: readonly Record<string, string>[] = [
    { Authorization: '' },
    { Authorization: 'Basic %%%' },
    { Authorization: `Bearer ${'x'.repeat(300)}` },
    {
      'Content-Type': oneOf(random, ['text/html', 'multipart/form-data', 'application/json', ';']),
    },
    { 'Stripe-Version': oneOf(random, ['', '1', '2026-99-99', '2020-08-27', 'x'.repeat(500)]) },
    { 'Stripe-Account': oneOf(random, ['acct_none', '', '../..', 'x'.repeat(500)]) },
    { 'Idempotency-Key': oneOf(random, ['once', 'x'.repeat(300), ' ', '{}']) },
  ];
  return isNow(random, 0.2) ? { ...usual, ...oneOf(random, strange) } : usual;
}

function pathOf(random: Random, { path }: Route): string {
  const filled = path.replace(/\{[^}]*\}/g, () =>
    encodeURIComponent(oneOf(random, isNow(random, 0.7) ? known : odd)),
  );
  if (!isNow(random, 0.05)) return filled;
  return filled + oneOf(random, ['/', '//', '/x', '%', '%2F', '%00', '?', '?a=%', '/../..', ';']);
}

interface Sent {
  readonly told: string;
  readonly request: Request;
}

function makeRequest(random: Random): Sent {
  const route = oneOf(random, catalog.routes);
  const isV2 = route.path.startsWith('/v2/');
  const method = isNow(random, 0.05)
    ? oneOf(random, ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'])
    : route.method;
  const whole = pairsOf(random, catalog.params(route), '', 0).join('&');
  const form = oneOf(random, damages)(random, whole);
  const path = pathOf(random, route);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const separator = path.includes('?') ? '&' : '?';
  const url = `https://api.stripe.com${path}${hasBody || form === '' ? '' : separator + form}`;
  const bytes = isNow(random, 0.01) ? new Uint8Array([255, 254, 128, 0]) : form;
  const headers = headersFor(random, isV2);
  const request = new Request(url, { method, headers, ...(hasBody ? { body: bytes } : {}) });
  return { told: `${method} ${url.slice(0, 300)} ${form.slice(0, 500)}`, request };
}

test(
  `${requests} malformed requests are answered, and what is refused changes nothing`,
  {
    timeout: 600_000,
  },
  async () => {
    const random = createRandom('malformed');
    const { sandbox } = openSandbox();
    const told = vi.spyOn(console, 'error');
    const statuses = new Map<number, number>();
    for (let count = 1; count <= requests; count += 1) {
      if (count % requestsBetweenResets === 0) {
        sandbox.reset();
        known.splice(1);
      }
      const sent = makeRequest(random);
      const sequence = sandbox.sequence();
      const isLooked = count % requestsBetweenLooks === 0;
      const before = isLooked ? JSON.stringify(sandbox.snapshot()) : '';
      const isHead = sent.request.method === 'HEAD';
      const response = await sandbox.fetch(sent.request);
      const { status } = response;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const text = await response.text();
      const body = isHead ? {} : JSON.parse(text);
      if (status >= 500) expect.fail(`${status}: ${sent.told}`);
      if (status === 200) {
        if (typeof body.id === 'string') known.push(body.id);
        continue;
      }
      if (!isHead && typeof body.error?.message !== 'string') expect.fail(`${text}: ${sent.told}`);
      // A declined card leaves its failed charge behind; nothing else that is refused leaves a thing.
      if (body.error?.type === 'card_error') continue;
      if (sandbox.sequence() !== sequence) expect.fail(`${text} changed something: ${sent.told}`);
      if (isLooked && JSON.stringify(sandbox.snapshot()) !== before) {
        expect.fail(`${text} changed something: ${sent.told}`);
      }
    }
    const all = [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`);
    console.log(`${requests} malformed requests; ${all.join(', ')}`);
    expect(told).not.toHaveBeenCalled();
    expect(statuses.get(400)).toBeGreaterThan(requests / 4);
    expect(statuses.get(200)).toBeGreaterThan(requests / 50);
  },
);
