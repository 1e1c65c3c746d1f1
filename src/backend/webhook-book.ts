// Who waits for events: the webhook endpoints of all accounts of a sandbox, as its commits and
// snapshots tell of them.

import type { ApiObject } from '../sandbox/behaviour.ts';
import type { Change, Snapshot } from '../sandbox/objects/commit.ts';
import { isAwaited } from '../sandbox/objects/events.ts';

export interface AwaitedEndpoint {
  readonly endpoint: ApiObject;
  /** `whsec_…` */
  readonly secret: string;
}

export interface EndpointBook {
  follow(changes: readonly Change[]): void;
  /** In place of all that is known. */
  learn(snapshot: Snapshot): void;
  /** Of the account itself, and those of its platform that are for connected accounts. */
  awaiting(account: string, type: string): readonly AwaitedEndpoint[];
  /** The one with this id, if it may have events of the account. */
  named(account: string, id: string): readonly AwaitedEndpoint[];
}

/** See the behaviour of webhook endpoints. */
const secretKind = 'webhook_endpoint.secret';
const kinds = ['webhook_endpoint', secretKind, 'account'];

interface Held {
  readonly owner: string;
  readonly version: ApiObject;
}

const none: readonly AwaitedEndpoint[] = [];

export function createEndpointBook(): EndpointBook {
  const held = new Map(kinds.map((kind) => [kind, new Map<string, Held>()]));

  function take(owner: string, version: ApiObject): void {
    held.get(version.object)?.set(version.id, { owner, version });
  }

  function forgetAll(): void {
    for (const all of held.values()) all.clear();
  }

  function mayHave(account: string): readonly AwaitedEndpoint[] {
    const endpoints = held.get('webhook_endpoint');
    if (!endpoints?.size) return none;
    const platform = held.get('account')?.get(account)?.owner;
    return [...endpoints.values()]
      .filter(({ owner, version }) => owner === (version['application'] ? platform : account))
      .map(({ version }) => ({
        endpoint: version,
        secret: String(held.get(secretKind)?.get(version.id)?.version['secret'] ?? ''),
      }));
  }

  return {
    follow(changes) {
      for (const change of changes) {
        if (change.type === 'reset') forgetAll();
        if (change.type === 'put') take(change.account, change.record.version);
        if (change.type === 'remove') {
          const { object, id } = change.record.version;
          held.get(object)?.delete(id);
        }
      }
    },
    learn({ accounts }) {
      forgetAll();
      for (const [owner, { records }] of Object.entries(accounts)) {
        for (const kind of kinds)
          for (const { version } of records[kind] ?? []) take(owner, version);
      }
    },
    awaiting: (account, type) =>
      mayHave(account).filter(({ endpoint }) => isAwaited(endpoint, type)),
    named: (account, id) => mayHave(account).filter(({ endpoint }) => endpoint.id === id),
  };
}
