// The sandbox over HTTP beside stripe-stateful-mock: requests a second, the start, and memory of the
// process.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Figure, median } from './figure.ts';
import { ask, askTimes, generatorName } from './generator.ts';

const rounds = 5;
const roundSeconds = 2;
const connections = 10;
const startsMax = 5;

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

/** One request, over and over; `body` for a POST. */
interface Asked {
  readonly path: string;
  readonly body?: string;
}

interface Case {
  readonly name: string;
  /** Makes what the request needs. */
  prepare(server: Server): Promise<Asked>;
}

const jane = 'email=jane.smith%40email.com&name=Jane+Smith&description=My+First+Stripe+Customer';

const cases: readonly Case[] = [
  {
    name: 'POST /v1/customers over HTTP',
    prepare: async () => ({ path: '/v1/customers', body: jane }),
  },
  {
    name: 'GET /v1/customers/ID over HTTP',
    prepare: async (server) => ({ path: `/v1/customers/${await made(server, 'customers', jane)}` }),
  },
  {
    name: 'GET /v1/customers over HTTP',
    async prepare(server) {
      for (let count = 0; count < 100; count += 1) await made(server, 'customers', jane);
      return { path: '/v1/customers?limit=10' };
    },
  },
  {
    name: 'POST /v1/subscriptions over HTTP',
    async prepare(server) {
      const plan = await made(
        server,
        'plans',
        'amount=900&currency=usd&interval=month&product[name]=Plan',
      );
      const customer = await made(server, 'customers', `${jane}&source=tok_visa`);
      return {
        path: '/v1/subscriptions',
        body: `customer=${customer}&items[0][plan]=${plan}`,
      };
    },
  },
];

export async function measureHttp(): Promise<readonly Figure[]> {
  const figures: Figure[] = [await start()];
  for (const one of cases) figures.push(await beside(one));
  return [...figures, ...(await memory())];
}

async function beside({ name, prepare }: Case): Promise<Figure> {
  const ours = await started(ourWords);
  const peer = await started(peerWords);
  try {
    const [askOurs, askPeer] = [await prepare(ours), await prepare(peer)];
    await cannon(ours, askOurs, 1);
    await cannon(peer, askPeer, 1);
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ ours: await cannon(ours, askOurs), peer: await cannon(peer, askPeer) });
    }
    const ratio = median(pairs.map((pair) => pair.ours / pair.peer));
    return {
      name,
      unit: 'req/s',
      ours: median(pairs.map((pair) => pair.ours)),
      peer: { name: 'stripe-stateful-mock', value: median(pairs.map((pair) => pair.peer)) },
      ratio,
      goal: '≥ 3×',
      isMet: ratio >= 3,
      note:
        `median of ${rounds} pairs of ${roundSeconds} s by ${generatorName}, ` +
        `${connections} connections`,
    };
  } finally {
    ours.process.kill();
    peer.process.kill();
  }
}

/** From the start of the program to its first answer. */
async function start(): Promise<Figure> {
  const spent = { ours: [] as number[], peer: [] as number[] };
  for (let count = 0; count < startsMax; count += 1) {
    spent.ours.push(await firstAnswerMs(ourWords));
    spent.peer.push(await firstAnswerMs(peerWords));
  }
  const [ours, value] = [median(spent.ours), median(spent.peer)];
  return {
    name: 'from the start to the first answer',
    unit: 'ms',
    ours,
    peer: { name: 'stripe-stateful-mock', value },
    ratio: ours / value,
    goal: '≤ 500 ms',
    isMet: ours <= 500,
    note: `median of ${startsMax} starts; a customer is created`,
  };
}

async function firstAnswerMs(words: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const server = await started(words);
  await made(server, 'customers', jane);
  const ms = performance.now() - startMs;
  server.process.kill();
  return ms;
}

const ourWords = ['dist/node/main.js', 'serve', '--port', '0'];

/** The same 10,000 creations to a fresh process of each; resident memory before and after. */
async function memory(): Promise<readonly Figure[]> {
  const ours = await started(ourWords);
  const peer = await started(peerWords);
  try {
    const grown = { ours: await growthMb(ours), peer: await growthMb(peer) };
    return [
      {
        name: 'process memory grown by 10,000 customers',
        unit: 'MB',
        ours: grown.ours,
        peer: { name: 'stripe-stateful-mock', value: grown.peer },
        ratio: grown.ours / grown.peer,
        note: 'resident memory; ours also keeps an event a customer',
      },
    ];
  } finally {
    ours.process.kill();
    peer.process.kill();
  }
}

async function growthMb(server: Server): Promise<number> {
  const asked = { url: `${server.url}/v1/customers`, authorization, body: jane };
  await askTimes(asked, 100, connections);
  const before = residentMb(server);
  await askTimes(asked, 10_000, connections);
  return residentMb(server) - before;
}

function residentMb({ process: { pid } }: Server): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function cannon({ url }: Server, asked: Asked, seconds = roundSeconds): Promise<number> {
  const { path, body } = asked;
  return (await ask({ url: url + path, authorization, body }, { connections, seconds })).perSecond;
}

const authorization = 'Bearer sk_test_bench000000000';
const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };

/** Gives the id. */
async function made(server: Server, kind: string, body: string): Promise<string> {
  const response = await fetch(`${server.url}/v1/${kind}`, { method: 'POST', headers, body });
  const answer = (await response.json()) as { readonly id?: string };
  if (answer.id === undefined) throw new Error(`${server.url}: ${JSON.stringify(answer)}`);
  return answer.id;
}

const peerProgram = `
  require('loglevel').setLevel('silent');
  const server = require('stripe-stateful-mock').createExpressApp().listen(0, '127.0.0.1', () =>
    console.log('listening on http://127.0.0.1:' + server.address().port));
`;

const peerWords = ['-e', peerProgram];

async function started(words: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /http:\/\/\S+/.exec(line)?.[0];
  if (!url) throw new Error(`No address in: ${line}`);
  return { url, process: child };
}
