// The sandbox without a network: one creation, a page of a long list, memory.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Figure, median, timeMs } from './figure.ts';

interface BuiltSandbox {
  fetch(request: Request): Promise<Response>;
}

const manyObjects = 100_000;

export async function measureInProcess(): Promise<readonly Figure[]> {
  const small = await built();
  await fill(small, 1_000);
  const told = await (await small.fetch(create(0))).text();
  const createMs = await medianMs(2_000, (index) => small.fetch(create(index)));
  await medianMs(1_000, (index) => passThrough(create(index), told));
  const bareMs = await medianMs(2_000, (index) => passThrough(create(index), told));
  const listSmallMs = await medianMs(200, () => small.fetch(list()));

  const large = await built();
  const heapBefore = heapBytes();
  await fill(large, manyObjects);
  const bytesPer10k = ((heapBytes() - heapBefore) / manyObjects) * 10_000;
  const listLargeMs = await medianMs(200, () => large.fetch(list()));
  const createLargeMs = await medianMs(2_000, (index) => large.fetch(create(index)));

  return [
    {
      name: 'POST /v1/customers in process',
      unit: 'ms',
      ours: createMs,
      peer: { name: "Node's Request and Response alone", value: bareMs },
      ratio: createMs / bareMs,
      goal: '≤ 0.3 ms',
      isMet: createMs <= 0.3,
      note: `median of 2,000; among ${manyObjects.toLocaleString()} objects ${createLargeMs.toFixed(3)} ms`,
    },
    {
      name: 'list 100 of 100,000 customers',
      unit: 'ms',
      ours: listLargeMs,
      peer: { name: 'ours, of 1,000', value: listSmallMs },
      ratio: listLargeMs / listSmallMs,
      goal: 'independent of the total (ratio ≤ 1.5)',
      isMet: listLargeMs / listSmallMs <= 1.5,
    },
    ...(await measureScale(small, large)),
    ...(await measureSeeds()),
    {
      name: 'memory for 10,000 customers',
      unit: 'MB',
      ours: bytesPer10k / 1e6,
      note: 'heap after garbage collection, events and answers kept for idempotency included',
    },
  ];
}

/** Beside what was measured: the same request among a thousand objects and among a hundred thousand. */
async function measureScale(small: BuiltSandbox, large: BuiltSandbox): Promise<readonly Figure[]> {
  const buyers = { small: await buyer(small, 1_000), large: await buyer(large, manyObjects) };
  const cases: Readonly<Record<string, (sandbox: BuiltSandbox, id: string) => Request>> = {
    'create a customer': () => create(1),
    'retrieve a customer': (_, id) => get(`customers/${id}`),
    'list payments of a customer': (_, id) => get(`payment_intents?customer=${id}`),
    'list events of a type': () => get('events?type=customer.created&limit=100'),
    'update a customer': (_, id) => post(`customers/${id}`, 'description=x'),
  };
  const figures: Figure[] = [];
  for (const [name, request] of Object.entries(cases)) {
    const run = (sandbox: BuiltSandbox, id: string): Promise<number> =>
      medianMs(500, () => sandbox.fetch(request(sandbox, id)));
    const few = await run(small, buyers.small);
    const many = await run(large, buyers.large);
    figures.push({
      name: `${name} among ${manyObjects.toLocaleString()}`,
      unit: 'ms',
      ours: many,
      peer: { name: 'ours, among 1,000', value: few },
      ratio: many / few,
      goal: 'within 2×',
      isMet: many / few <= 2,
    });
  }
  return figures;
}

/** One customer with ten payments, among so many payments of nobody. Gives the customer's id. */
async function buyer(sandbox: BuiltSandbox, count: number): Promise<string> {
  const { id } = (await (await sandbox.fetch(create(0))).json()) as { readonly id: string };
  const money = 'amount=500&currency=usd';
  for (let index = 0; index < count; index += 1) {
    const of = index % (count / 10) === 0 ? `&customer=${id}` : '';
    await sandbox.fetch(post('payment_intents', money + of));
  }
  return id;
}

/** From nothing to the first answer of a sandbox that begins with objects. */
async function measureSeeds(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const seed of ['shop', 'saas', 'marketplace']) {
    const times: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const sandbox = await built(seed);
      times.push(await timeMs(async () => (await sandbox.fetch(get('balance'))).text()));
    }
    figures.push({ name: `begin with the seed ${seed}`, unit: 'ms', ours: median(times) });
  }
  return figures;
}

async function built(seed = 'bench'): Promise<BuiltSandbox> {
  const path = new URL('../../dist/lib/sandbox.js', import.meta.url).href;
  const { createSandbox } = await import(/* @vite-ignore */ path);
  return createSandbox({ seed });
}

/** What any Fetch costs that reads a Request and gives a Response: Node's own part of the time. */
async function passThrough(request: Request, told: string): Promise<Response> {
  await request.arrayBuffer();
  return new Response(told, { headers: { 'Content-Type': 'application/json' } });
}

async function fill(sandbox: BuiltSandbox, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await sandbox.fetch(create(index));
}

function create(index: number): Request {
  return post(
    'customers',
    `email=reader${index}%40example.com&name=Reader+${index}&metadata[order]=${index}`,
  );
}

function list(): Request {
  return get('customers?limit=100');
}

const authorization = 'Bearer sk_test_bench000000000';

function post(path: string, body: string): Request {
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  return new Request(`https://api.stripe.com/v1/${path}`, { method: 'POST', headers, body });
}

function get(path: string): Request {
  return new Request(`https://api.stripe.com/v1/${path}`, { headers: { authorization } });
}

async function medianMs(
  count: number,
  send: (index: number) => Promise<Response>,
): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    times.push(await timeMs(async () => (await send(index)).text()));
  }
  return median(times);
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
