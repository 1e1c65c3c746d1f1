// Asks a server the same thing over and over: by wrk where it is installed, for autocannon takes as
// much processor as the servers that are measured.
// Source: https://github.com/wg/wrk

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import { Pool } from 'undici';

/** A POST where there is a body, a form; else a GET. */
export interface Asked {
  readonly url: string;
  readonly authorization: string;
  readonly body?: string | undefined;
}

export interface Extent {
  readonly connections: number;
  readonly seconds: number;
}

export interface Run {
  readonly perSecond: number;
  /** Of one answer, with all that it waits for on its connection. */
  readonly msEach: number;
}

/** For a figure's note. The same for all figures of a run. */
export const generatorName = isInstalled('wrk') ? 'wrk' : 'autocannon';

/** Rejects where an answer was none, or was not of 2xx. */
export async function ask(asked: Asked, extent: Extent): Promise<Run> {
  const perSecond = await (generatorName === 'wrk' ? byWrk : byAutocannon)(asked, extent);
  return { perSecond, msEach: (1000 * extent.connections) / perSecond };
}

/** So many requests and no more, which wrk cannot be told. Rejects as `ask` does. */
export async function askTimes(asked: Asked, times: number, connections: number): Promise<void> {
  const { origin, pathname, search } = new URL(asked.url);
  const pool = new Pool(origin, { connections });
  const request = { path: pathname + search, headers: headersOf(asked), body: asked.body ?? null };
  const method = methodOf(asked);
  let left = times;
  const askOneByOne = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await pool.request({ ...request, method });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} from ${asked.url}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, askOneByOne));
  } finally {
    await pool.destroy();
  }
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function methodOf({ body }: Asked): 'GET' | 'POST' {
  return body === undefined ? 'GET' : 'POST';
}

function headersOf({ authorization, body }: Asked): Record<string, string> {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return { authorization, ...(body === undefined ? {} : form) };
}

/** For wrk a body is a matter of its Lua; it comes behind the URL. */
const posting = `
  wrk.method = 'POST'
  function init(words) wrk.body = words[1] end
`;

const run = promisify(execFile);

async function byWrk(asked: Asked, { connections, seconds }: Extent): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-bench-'));
  const script = join(folder, 'post.lua');
  const headers = Object.entries(headersOf(asked)).flatMap((pair) => ['-H', pair.join(': ')]);
  const extent = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`];
  const { url, body } = asked;
  const target = body === undefined ? [url] : ['-s', script, url, body];
  try {
    writeFileSync(script, posting);
    const { stdout } = await run('wrk', [...extent, ...headers, ...target]);
    return readWrk(stdout, url);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** It tells of errors only where there were some. */
function readWrk(text: string, url: string): number {
  const wrong = /Non-2xx.*|Socket errors.*/.exec(text)?.[0];
  const perSecond = Number(/Requests\/sec:\s*([\d.]+)/.exec(text)?.[1]);
  if (wrong === undefined && perSecond > 0) return perSecond;
  throw new Error(`${url}: ${wrong ?? 'nothing was answered'}`);
}

async function byAutocannon(asked: Asked, { connections, seconds }: Extent): Promise<number> {
  const result = await autocannon({
    url: asked.url,
    method: methodOf(asked),
    headers: headersOf(asked),
    connections,
    duration: seconds,
    ...(asked.body === undefined ? {} : { body: asked.body }),
  });
  const { non2xx, errors } = result;
  const answered = result['2xx'];
  if (non2xx === 0 && errors === 0 && answered > 0) return answered / result.duration;
  throw new Error(`${asked.url}: ${non2xx} refusals and ${errors} errors`);
}
