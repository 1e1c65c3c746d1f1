// The proxy in front of a sandbox, beside the same sandbox asked directly: requests a second, what it
// adds to an answer, and its memory over many requests.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Figure, median } from './figure.ts';
import { ask, askTimes, generatorName, type Run } from './generator.ts';

const rounds = 3;
const roundSeconds = 2;
/** So few that queues do not hide what one answer takes. */
const calmConnections = 1;
const busyConnections = 10;
const readings = 8;
/** Of the whole memory run; the environment may ask for fewer. */
const memoryRequests = Number(process.env['BENCH_PROXY_REQUESTS'] ?? 200_000);

const key = 'sk_test_benchOfTheProxy1';
const authorization = `Bearer ${key}`;

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

/** What any proxy on Node costs: node:http in front, undici behind, and nothing checked. */
const bareProgram = `
  import { createServer } from 'node:http';
  import { Pool } from 'undici';
  const pool = new Pool(process.argv[1], { connections: 64 });
  const key = 'Bearer ' + process.env.SANDSHELL_KEY;
  createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method, url } = incoming;
      const headers = { authorization: key, 'content-type': 'application/x-www-form-urlencoded' };
      const body = method === 'POST' ? Buffer.concat(chunks) : null;
      const answer = await pool.request({ method, path: url, headers, body });
      const text = await answer.body.text();
      outgoing.writeHead(answer.statusCode, { 'content-type': 'application/json' }).end(text);
    });
  }).listen(0, '127.0.0.1', function () {
    console.log('listening on http://127.0.0.1:' + this.address().port);
  });
`;

/** For `sandshell serve` each key is an account: both ways ask the same one. */
export async function measureProxy(): Promise<readonly Figure[]> {
  const direct = await started(['serve', '--port', '0', '--seed', 'bench']);
  const proxy = await started(['proxy', '--port', '0', '--upstream', direct.url]);
  try {
    const figures: Figure[] = [];
    const bare = await begun(['--input-type=module', '-e', bareProgram, direct.url]);
    for (const one of await cases(direct)) {
      figures.push(...(await beside(one, { direct, proxy, bare })));
    }
    bare.process.kill('SIGKILL');
    return [...figures, await memory()];
  } finally {
    proxy.process.kill('SIGKILL');
    direct.process.kill('SIGKILL');
  }
}

interface Asked {
  readonly name: string;
  readonly path: string;
  readonly body?: string;
}

async function cases({ url }: Server): Promise<readonly Asked[]> {
  const body = 'email=jane.smith%40email.com&name=Jane+Smith';
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(`${url}/v1/customers`, { method: 'POST', headers, body });
  const { id } = (await response.json()) as { id: string };
  return [
    { name: 'GET /v1/customers/ID', path: `/v1/customers/${id}` },
    { name: 'POST /v1/customers', path: '/v1/customers', body },
  ];
}

type Ways = Readonly<Record<'direct' | 'proxy' | 'bare', Server>>;

async function beside(asked: Asked, { direct, proxy, bare }: Ways): Promise<readonly Figure[]> {
  for (const server of [direct, proxy, bare]) await cannon(server, asked, busyConnections);
  const busy = [];
  const calm = [];
  const besideBare = [];
  for (let round = 0; round < rounds; round += 1) {
    busy.push(await pair(asked, direct, proxy, busyConnections));
    calm.push(await pair(asked, direct, proxy, calmConnections));
    besideBare.push(await pair(asked, bare, proxy, busyConnections));
  }
  const ratio = median(busy.map(({ ours, peer }) => ours.perSecond / peer.perSecond));
  const addedMs = median(calm.map(({ ours, peer }) => ours.msEach - peer.msEach));
  const note = `median of ${rounds} pairs of ${roundSeconds} s by ${generatorName}`;
  return [
    {
      name: `${asked.name} through the proxy`,
      unit: 'req/s',
      ours: median(busy.map(({ ours }) => ours.perSecond)),
      peer: { name: 'directly', value: median(busy.map(({ peer }) => peer.perSecond)) },
      ratio,
      goal: '≥ 0.6×',
      isMet: ratio >= 0.6,
      note: `${note}, ${busyConnections} connections`,
    },
    {
      name: `${asked.name}, and beside a bare proxy`,
      unit: 'req/s',
      ours: median(besideBare.map(({ ours }) => ours.perSecond)),
      peer: { name: 'bare', value: median(besideBare.map(({ peer }) => peer.perSecond)) },
      ratio: median(besideBare.map(({ ours, peer }) => ours.perSecond / peer.perSecond)),
      note: `${note}; it checks nothing: what any proxy on Node costs`,
    },
    {
      name: `${asked.name}: added by the proxy`,
      unit: 'ms',
      ours: addedMs,
      goal: '≤ 1 ms',
      isMet: addedMs <= 1,
      note: `${note}, ${calmConnections} connection`,
    },
  ];
}

async function pair(
  asked: Asked,
  direct: Server,
  proxy: Server,
  connections: number,
): Promise<{ readonly ours: Run; readonly peer: Run }> {
  const peer = await cannon(direct, asked, connections);
  return { peer, ours: await cannon(proxy, asked, connections) };
}

function cannon({ url }: Server, { path, body }: Asked, connections: number): Promise<Run> {
  return ask({ url: url + path, authorization, body }, { connections, seconds: roundSeconds });
}

/** The heap after collection, at intervals; a leak of one object a request would show. */
async function memory(): Promise<Figure> {
  const direct = await started(['serve', '--port', '0']);
  const words = ['proxy', '--port', '0', '--upstream', direct.url];
  // With all that keeps something of a request: visitors, metrics.
  const environment = { SANDSHELL_VISITORS: 'tag', SANDSHELL_METRICS_PORT: '0' };
  const proxy = await started(words, environment, ['--expose-gc', '--import', watcher]);
  const listed = { url: `${proxy.url}/v1/customers?limit=1`, authorization };
  await cases(proxy);
  try {
    const heaps: number[] = [];
    for (let reading = 0; reading <= readings; reading += 1) {
      heaps.push(await heapOf(proxy));
      if (reading === readings) break;
      // Each without a token: another visitor.
      await askTimes(listed, Math.ceil(memoryRequests / readings), busyConnections);
    }
    // The first part fills what is remembered of visitors.
    const grown = (heaps.at(-1) ?? 0) - (heaps[1] ?? 0);
    return {
      name: `heap of the proxy, grown by ${memoryRequests.toLocaleString('en-US')} requests`,
      unit: 'MB',
      ours: grown,
      goal: '≤ 2 MB',
      isMet: grown <= 2,
      note: `after collection, at even intervals: ${heaps.map((heap) => heap.toFixed(1)).join(', ')} MB`,
    };
  } finally {
    proxy.process.kill('SIGKILL');
    direct.process.kill('SIGKILL');
  }
}

/** Tells the heap after collection whenever a message asks for it. */
const watcher = `data:text/javascript,${encodeURIComponent(
  "process.on('message', () => { gc(); gc(); process.send(process.memoryUsage().heapUsed); });",
)}`;

async function heapOf({ process }: Server): Promise<number> {
  const told = once(process, 'message') as Promise<[number]>;
  process.send('heap');
  const [bytes] = await told;
  return bytes / 1024 / 1024;
}

function started(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Server> {
  return begun([...flags, 'dist/node/main.js', ...words], environment);
}

async function begun(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    env: { ...process.env, SANDSHELL_KEY: key, ...environment },
  });
  if (!child.stdout) throw new Error('The program has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /listening on (\S+)$/.exec(line)?.[1];
    if (url) return { url, process: child };
  }
  throw new Error('A program did not start.');
}
