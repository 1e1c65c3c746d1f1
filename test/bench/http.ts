// The sandbox over HTTP beside stripe-stateful-mock: requests a second, and memory of the process.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { type Figure, median } from './figure.ts';

const rounds = 5;
const roundSeconds = 4;
const connections = 10;

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

export async function measureHttp(): Promise<readonly Figure[]> {
  const ours = await started(['dist/node/main.js', 'serve', '--port', '0']);
  const peer = await started(['-e', peerProgram]);
  try {
    await cannon(ours, 1);
    await cannon(peer, 1);
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({ ours: await cannon(ours), peer: await cannon(peer) });
    }
    const ratio = median(pairs.map((pair) => pair.ours / pair.peer));
    return [
      {
        name: 'POST /v1/customers over HTTP',
        unit: 'req/s',
        ours: median(pairs.map((pair) => pair.ours)),
        peer: { name: 'stripe-stateful-mock', value: median(pairs.map((pair) => pair.peer)) },
        ratio,
        goal: '≥ 2×',
        isMet: ratio >= 2,
        note: `median of ${rounds} pairs of ${roundSeconds} s, ${connections} connections`,
      },
      ...(await memory()),
    ];
  } finally {
    ours.process.kill();
    peer.process.kill();
  }
}

/** The same 10,000 creations to a fresh process of each; resident memory before and after. */
async function memory(): Promise<readonly Figure[]> {
  const ours = await started(['dist/node/main.js', 'serve', '--port', '0']);
  const peer = await started(['-e', peerProgram]);
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
  await create(server, { amount: 100 });
  const before = residentMb(server);
  await create(server, { amount: 10_000 });
  return residentMb(server) - before;
}

function residentMb({ process: { pid } }: Server): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function cannon(server: Server, duration = roundSeconds): Promise<number> {
  return (await create(server, { duration })).requests.average;
}

async function create(
  server: Server,
  extent: { duration: number } | { amount: number },
): Promise<autocannon.Result> {
  const result = await autocannon({
    url: `${server.url}/v1/customers`,
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_bench000000000',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'email=jane.smith%40email.com&name=Jane+Smith&description=My+First+Stripe+Customer',
    connections,
    ...extent,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors from ${server.url}`);
  }
  return result;
}

const peerProgram = `
  require('loglevel').setLevel('silent');
  const server = require('stripe-stateful-mock').createExpressApp().listen(0, '127.0.0.1', () =>
    console.log('listening on http://127.0.0.1:' + server.address().port));
`;

async function started(words: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = /http:\/\/\S+/.exec(line)?.[0];
  if (!url) throw new Error(`No address in: ${line}`);
  return { url, process: child };
}
