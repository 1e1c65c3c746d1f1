// What is answered is what is kept. Requests at random, and each object that they make held against what
// the sandbox tells of it afterwards: the same, with every id leading somewhere.

import { expect, test } from 'vitest';
import type { Fields, Type } from '../../src/catalog/type.ts';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';
import { begin, catalog, nextRequest, openWorld, pathOfOne, remember } from './random-requests.ts';

/** More of them, where there is time: `CONSISTENT_REQUESTS=40000`, and others: `CONSISTENT_SEED=b`. */
const requests = Number(process.env['CONSISTENT_REQUESTS'] ?? 1_200);
const seed = process.env['CONSISTENT_SEED'] ?? 'consistent';

type Values = Readonly<Record<string, unknown>>;

/** What is told once only, or goes on after the answer. */
const passing: Readonly<Record<string, readonly string[]>> = {
  'identity.verification_session': ['metadata', 'redaction'],
  webhook_endpoint: ['secret'],
};

/** Kinds of which there are more than the sandbox knows. */
const beyond: ReadonlySet<string> = new Set([
  'application',
  'billing.feedback_option',
  'file',
  'financial_connections.account',
  'tax_code',
]);

interface Lead {
  readonly path: string;
  readonly objects: readonly string[];
}

/** The ids that may be expanded, by their paths. */
function* leadsIn(value: unknown, type: Type, path: readonly string[]): Iterable<Lead> {
  if (value === null || value === undefined || path.length > 4) return;
  switch (type.type) {
    case 'resource':
      yield* leadsOf(value as Values, catalog.shape(type.object), path);
      break;
    case 'object':
      yield* leadsOf(value as Values, type.fields, path);
      break;
    case 'expandable':
      if (typeof value === 'string') yield { path: path.join('.'), objects: type.objects };
      break;
    case 'list':
      yield* leadsIn((value as { data?: unknown[] }).data?.[0], type.item, [...path, 'data']);
      break;
    case 'array':
      yield* leadsIn((value as unknown[])[0], type.item, path);
      break;
    default:
  }
}

function* leadsOf(
  value: Values,
  fields: Fields | undefined,
  path: readonly string[],
): Iterable<Lead> {
  for (const [name, { type }] of fields ?? []) yield* leadsIn(value[name], type, [...path, name]);
}

function at(value: unknown, path: string): unknown {
  let inner = value;
  for (const name of path.split('.')) {
    inner = (inner as Values | undefined)?.[name];
    if (Array.isArray(inner)) inner = inner[0];
  }
  return inner;
}

function lasting(body: Values): Values {
  const names = passing[String(body['object'])] ?? [];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

async function checkLeads(call: Call, path: string, body: Answered['body']): Promise<number> {
  let count = 0;
  for (const lead of leadsIn(
    body,
    { type: 'resource', object: body.object, isDeleted: false },
    [],
  )) {
    if (lead.objects.some((object) => beyond.has(object))) continue;
    const told = await call('GET', path, { expand: [lead.path] });
    const kind = typeof at(told.body, lead.path);
    expect([path, lead.path, told.status, kind]).toEqual([path, lead.path, 200, 'object']);
    count += 1;
  }
  return count;
}

/** Of one that can still be changed. */
async function checkMetadata(call: Call, path: string, body: Answered['body']): Promise<void> {
  const match = catalog.match('POST', path);
  if (!match || !catalog.params(match.route).has('metadata')) return;
  const after = await call('POST', path, { metadata: { seen: '1' } });
  if (after.status !== 200) return;
  const { updated } = after.body;
  const expected = { ...body, metadata: { ...body.metadata, seen: '1' } };
  expect(after.body).toEqual('updated' in body ? { ...expected, updated } : expected);
}

test(
  `what comes of ${requests} requests is told the same, and leads somewhere`,
  { timeout: 1_200_000 },
  async () => {
    const world = openWorld(seed);
    const { call } = openSandbox();
    await begin(world, call);
    let [objects, leads] = [0, 0];
    for (let n = 0; n < requests; n += 1) {
      const { path, params } = nextRequest(world);
      const { status, body } = await call('POST', path, params);
      if (status !== 200) continue;
      remember(world, body);
      const own = pathOfOne(body);
      const isKept =
        typeof body.id === 'string' && !body.deleted && !body.id.startsWith('upcoming_');
      if (own === undefined || !isKept) continue;
      const now = await call('GET', own);
      expect([path, params, lasting(now.body)]).toEqual([path, params, lasting(body)]);
      leads += await checkLeads(call, own, now.body);
      await checkMetadata(call, own, now.body);
      objects += 1;
    }
    console.log(`${objects} objects told again, ${leads} ids followed`);
    expect(objects).toBeGreaterThan(requests / 20);
    expect(leads).toBeGreaterThan(objects);
  },
);
