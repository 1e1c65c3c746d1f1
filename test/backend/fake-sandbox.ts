// A sandbox with one kind of object, for tests of what keeps sandboxes: POST makes one, GET lists them.

import { createEmitter } from '../../src/base/emitter.ts';
import type { Change, Commit, Snapshot } from '../../src/sandbox/objects/commit.ts';
import type { Sandbox, SandboxEvents } from '../../src/sandbox/sandbox.ts';

const account = 'acct_1';

/** `weight`: characters of filling in each object, for tests of room. */
export function createFakeSandbox(weight = 0): Sandbox {
  const emitter = createEmitter<SandboxEvents>();
  let sequence = 0;
  let ids: string[] = [];

  function commit(changes: readonly Change[]): void {
    const next: Commit = { sequence: sequence + 1, random: 0, changes };
    take(next);
    emitter.emit('commit', next);
  }

  function take(next: Commit): void {
    sequence = next.sequence;
    for (const change of next.changes) {
      if (change.type === 'reset') ids = [];
      if (change.type === 'put') ids = [...ids, change.record.version.id];
    }
  }

  const record = (id: string) => ({
    version: { id, object: 'thing', filling: 'x'.repeat(weight) },
  });

  return {
    async fetch(request) {
      if (request.method === 'GET') return Response.json(ids);
      const id = await request.text();
      commit([{ type: 'put', account, record: record(id) }]);
      return Response.json(id, { headers: { 'Request-Id': `req_${sequence}` } });
    },
    snapshot: () => ({
      format: 1,
      sequence,
      random: 0,
      accounts: { [account]: { records: { thing: ids.map(record) }, removed: [], replies: [] } },
    }),
    restore(snapshot: Snapshot) {
      if (snapshot?.format !== 1) throw new Error('no snapshot');
      sequence = snapshot.sequence;
      ids = (snapshot.accounts[account]?.records['thing'] ?? []).map(({ version }) => version.id);
      emitter.emit('reset', undefined);
    },
    reset() {
      commit([{ type: 'reset' }]);
    },
    apply(next) {
      if (next.sequence <= sequence) return false;
      if (next.sequence > sequence + 1) throw new Error('a commit is missing');
      take(next);
      return true;
    },
    amend: () => undefined,
    sequence: () => sequence,
    on: emitter.on,
  };
}
