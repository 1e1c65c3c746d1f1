// Tables of tests: a row is one call, what has to be there before, and what stands in its answer.

import { expect, test } from 'vitest';
import { openSandbox, type Call } from './open-sandbox.ts';

export type Params = Readonly<Record<string, string>>;

/** Of objects made before; `{customer}` in a path or a value stands for its id. */
export type Before = readonly (readonly [name: string, path: string, params?: Params])[];

export interface Row {
  readonly before?: Before;
  readonly path: string;
  readonly params?: Params;
  readonly told: object;
}

export async function answerOf(call: Call, { before = [], path, params = {} }: Omit<Row, 'told'>) {
  const ids: Record<string, string> = {};
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole);
  const send = (to: string, given: Params = {}) => {
    const values = Object.entries(given).map(([name, value]) => [name, filled(value)] as const);
    const [method, where] = to.startsWith('GET ') ? ['GET', to.slice(4)] : ['POST', to];
    return call(method, filled(where), Object.fromEntries(values));
  };
  for (const [name, to, given] of before) {
    const { status, body } = await send(to, given);
    expect([to, status, body.error?.message]).toEqual([to, 200, undefined]);
    ids[name] = body.id;
  }
  return send(path, params);
}

export function check(rows: Readonly<Record<string, Row>>): void {
  test.each(Object.entries(rows))('%s', async (_, { told, ...row }) => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, row);
    expect(body).toMatchObject(told);
  });
}
