// A served sandbox that is killed in the middle of its work, again and again: what it has answered is
// there when it comes back.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { serveSandbox, type Served } from './program.ts';

const rounds = 4;
const writers = 6;
const headers = { Authorization: 'Bearer sk_test_conformance123456' };

interface Acknowledged {
  readonly id: string;
  readonly name: string;
}

/** Creates and renames customers until the program is gone. */
async function write(url: string, acknowledged: Map<string, Acknowledged>): Promise<void> {
  for (let count = 0; ; count += 1) {
    const made = await post(`${url}/v1/customers`, { name: `new ${count}` });
    if (!made) return;
    acknowledged.set(made.id, made);
    const renamed = await post(`${url}/v1/customers/${made.id}`, { name: `renamed ${count}` });
    // What was not answered may have been done or not.
    if (!renamed) return void acknowledged.delete(made.id);
    acknowledged.set(renamed.id, renamed);
  }
}

/** Undefined where no answer came. */
async function post(
  url: string,
  params: Readonly<Record<string, string>>,
): Promise<Acknowledged | undefined> {
  try {
    const body = new URLSearchParams(params);
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    return (await response.json()) as Acknowledged;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function nameOf(url: string, id: string): Promise<unknown> {
  const response = await fetch(`${url}/v1/customers/${id}`, { headers });
  return ((await response.json()) as { readonly name?: unknown }).name;
}

test('what was answered outlives a kill at any moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
  const path = join(folder, 'sandbox.journal');
  const acknowledged = new Map<string, Acknowledged>();
  let served: Served | undefined;
  try {
    for (let round = 0; round < rounds; round += 1) {
      served = await serveSandbox('--data', path);
      const { url } = served;
      const before = acknowledged.size;
      const writing = Promise.all(Array.from({ length: writers }, () => write(url, acknowledged)));
      await expect
        .poll(() => acknowledged.size, { timeout: 20_000 })
        .toBeGreaterThan(before + writers);
      await pause(Math.random() * 200);
      await served.stop('SIGKILL');
      await writing;
    }
    served = await serveSandbox('--data', path);
    const { url } = served;
    expect(acknowledged.size).toBeGreaterThan(rounds * writers);
    const lost: string[] = [];
    for (const { id, name } of acknowledged.values()) {
      const kept = await nameOf(url, id);
      if (kept !== name) lost.push(`${id}: ${String(kept)} for ${name}`);
    }
    expect(lost).toEqual([]);
  } finally {
    await served?.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});
