// A fresh sandbox on the real catalogue, and short ways to call it. Whatever is answered is held against
// the types of the official SDK, and its names against Stripe's order.

import { expect } from 'vitest';
import { fixedClock, type Clock } from '../../src/base/clock.ts';
import { catalogs } from '../../src/catalog/load.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { encodeForm, type FormObject } from '../../src/wire/form.ts';
import { unorderedIn } from './name-order.ts';
import { sdkTypes } from './sdk-types.ts';

/** 2026-11-25T00:00:00Z. */
export const nowSeconds = 1_795_564_800;

export const key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';

export interface Answered {
  readonly status: number;
  // Tests read whatever the API answers.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

export type Call = (
  method: string,
  path: string,
  params?: FormObject | string,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>;

export interface Opened {
  readonly sandbox: Sandbox;
  readonly call: Call;
}

export interface OpenOptions {
  readonly seed?: string;
  readonly clock?: Clock;
}

/** Of all events that came to be, the oldest first. */
export async function typesOf(call: Call): Promise<readonly string[]> {
  const { data } = (await call('GET', '/v1/events', { limit: '100' })).body;
  return data.map(({ type }: { type: string }) => type).toReversed();
}

export function openSandbox({
  seed = 'test',
  clock = fixedClock(nowSeconds * 1000),
}: OpenOptions = {}): Opened {
  const sandbox = createSandbox({ catalog: catalogs, clock, seed });
  return { sandbox, call: callerOf(sandbox) };
}

export function callerOf(sandbox: Sandbox): Call {
  return async (method, path, params = '', headers = {}) => {
    const response = await sandbox.fetch(requestOf(method, path, params, headers));
    const text = await response.text();
    const body = text === '' ? undefined : JSON.parse(text);
    if (response.ok) expect(unorderedIn(body), `${method} ${path}`).toEqual([]);
    // The types are those of today's version.
    if (response.ok && !headers['Stripe-Version'])
      expect(sdkTypes().problemsOf(body), `${method} ${path}`).toEqual([]);
    return {
      status: response.status,
      body,
      text,
      headers: response.headers,
    };
  };
}

export function requestOf(
  method: string,
  path: string,
  params: FormObject | string = '',
  headers: Readonly<Record<string, string>> = {},
): Request {
  const isV2 = path.startsWith('/v2/');
  const written =
    typeof params === 'string'
      ? params
      : isV2 && method === 'POST'
        ? JSON.stringify(params)
        : encodeForm(params);
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'DELETE';
  const query = !hasBody && written !== '' ? `?${written}` : '';
  const contentType = isV2 ? 'application/json' : 'application/x-www-form-urlencoded';
  return new Request(`https://api.stripe.com${path}${query}`, {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      ...(hasBody ? { 'Content-Type': contentType } : {}),
      ...headers,
    },
    ...(hasBody ? { body: written } : {}),
  });
}
