// What an upstream of the proxy may never see.

import type { Branch, Operation } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Seen } from './recording-upstream.ts';

export async function allOperations(): Promise<readonly Operation[]> {
  return [...operationsIn((await loadCatalog()).commands)];
}

function* operationsIn(branch: Branch): Generator<Operation> {
  if (branch.type === 'operation') yield branch.operation;
  else for (const child of branch.children.values()) yield* operationsIn(child);
}

interface Rule {
  /** The proxy's own. */
  readonly key: string;
  readonly allowed: readonly Operation[];
  /** What a platform adds to the headers that the proxy sends. */
  readonly added?: readonly string[];
}

/** Gives a function that tells all that is wrong with a request; nothing where it is one to pass on. */
export function createJudge({ key, allowed, added = [] }: Rule): (seen: Seen) => string[] {
  // No other characters, no other segments.
  const expected = allowed.map(({ route: { method, path } }) => {
    const pattern = path.replace(/\{[^}]*\}/g, '[A-Za-z0-9_][A-Za-z0-9_.-]*');
    return new RegExp(`^${method} ${pattern}(\\?[^?#\\s]*)?$`);
  });
  const passedOn = new Set([...headers, ...added]);

  return (seen) => {
    const { method, target, headers: sent, body } = seen;
    const wrong: string[] = [];
    const text = decodeURIComponent(`${target}\n${body}`);
    if (!expected.some((pattern) => pattern.test(`${method} ${target}`))) wrong.push('operation');
    if (/\.\.|%|\/\//.test(target.split('?')[0] ?? '')) wrong.push('path');
    if (sent.authorization !== `Bearer ${key}`) wrong.push('key');
    const strange = Object.keys(sent).filter((name) => !passedOn.has(name));
    if (strange.length > 0) wrong.push(`headers ${strange.join()}`);
    if (namesIn(seen).some((name) => /__proto__|^(constructor|prototype)$/.test(name))) {
      wrong.push('name');
    }
    if (/_live_|\0/.test(text)) wrong.push('value');
    return wrong.map((reason) => `${reason}: ${method} ${target} ${JSON.stringify(sent)} ${body}`);
  };
}

const headers = [
  ...['accept', 'authorization', 'connection', 'content-length', 'content-type', 'host'],
  ...['idempotency-key', 'stripe-version', 'traceparent', 'tracestate', 'user-agent'],
];

function namesIn({ target, body }: Seen): string[] {
  const query = target.split('?')[1] ?? '';
  const isJson = body.startsWith('{');
  const pairs = [...query.split('&'), ...(isJson ? [] : body.split('&'))];
  const names = pairs.map((pair) => decodeURIComponent(pair.split('=')[0] ?? ''));
  const written = isJson
    ? [...body.matchAll(/"((?:[^"\\]|\\.)*)":/g)].map((match) => match[1] ?? '')
    : [];
  return [...names.flatMap((name) => name.split(/[[\]]+/)), ...written];
}
