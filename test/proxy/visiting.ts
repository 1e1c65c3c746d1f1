// A proxy before a sandbox in this process, and visitors who ask it as pages do.

import { openSandbox } from '../../src/backend/whole-sandbox.ts';
import type { Ask } from '../../src/proxy/ask.ts';
import { memoryLimiter } from '../../src/proxy/limits.ts';
import { withParts } from '../../src/proxy/parts.ts';
import { createProxy, type Proxy } from '../../src/proxy/proxy.ts';
import type { Swept } from '../../src/proxy/sweep.ts';

export const origin = 'https://docs.example.com';
const key = 'sk_test_ofTheProxy123456';

export interface Visited {
  readonly proxy: Proxy;
  /** What the upstream was asked, as in `GET /v1/customers`. */
  readonly asked: string[];
  /** Straight to the sandbox, as its owner. */
  own(method: string, path: string, params?: Params): Promise<Answer>;
  /** Milliseconds since 1970; may be set. */
  readonly time: { nowMs: number };
  /** As the program does now and then; its pauses pass on the clock. */
  sweep(): Promise<Swept>;
}

export type Params = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test reads of it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Visitor {
  ask(method: string, path: string, params?: Params, headers?: Params): Promise<Answer>;
  token(): string | undefined;
}

export function visited(environment: Params = {}, allow = ['*']): Visited {
  const time = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  const clock = (): number => time.nowMs;
  const sandbox = openSandbox({ seed: 'visited', now: clock });
  const asked: string[] = [];
  const ask: Ask = async ({ method, origin, path, headers, body }) => {
    asked.push(`${method} ${path.split('?')[0]}`);
    const response = await sandbox.fetch(
      new Request(origin + path, { method, headers, ...(body === undefined ? {} : { body }) }),
    );
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: await response.text(),
    };
  };
  const options = { key, origins: [origin], allow, ask };
  const parts = withParts(options, {
    environment,
    clock,
    limiter: (_, rule) => memoryLimiter(rule, clock),
  });
  return {
    proxy: createProxy(parts.options),
    asked,
    time,
    sweep: async () => {
      const pause = async (ms: number): Promise<void> => {
        time.nowMs += ms;
      };
      return (await parts.sweep?.(pause)) ?? { ended: 0, refused: 0 };
    },
    async own(method, path, params) {
      const { url, init } = requestOf(method, path, params);
      const headers = { ...init.headers, Authorization: `Bearer ${key}` };
      return answerOf(await sandbox.fetch(new Request(url, { ...init, headers })));
    },
  };
}

/** With an address of its own where one is given. */
export function visitorOf({ proxy }: Visited, address = '203.0.113.7'): Visitor {
  let token: string | undefined;
  return {
    token: () => token,
    async ask(method, path, params, more = {}) {
      const { url, init } = requestOf(method, path, params);
      const known = token === undefined ? {} : { 'Sandshell-Visitor': token };
      const headers = { ...init.headers, Origin: origin, ...known, ...more };
      const response = await proxy(new Request(url, { ...init, headers }), { address });
      token = response.headers.get('Sandshell-Visitor') ?? token;
      return answerOf(response);
    },
  };
}

interface Sent {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Params };
}

function requestOf(method: string, path: string, params: Params = {}): Sent {
  const form = new URLSearchParams(params).toString();
  const url = `http://localhost${path}`;
  if (method === 'POST') {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return { url, init: { method, body: form, headers } };
  }
  return { url: form === '' ? url : `${url}?${form}`, init: { method, headers: {} } };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}
