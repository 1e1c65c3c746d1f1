// Who waits for events: the webhook endpoints of all accounts of a sandbox, and their event destinations
// that are such, as its commits and snapshots tell of them.

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
  awaiting(account: string, event: ApiObject): readonly AwaitedEndpoint[];
  /** The one with this id, if it may have events of the account. */
  named(account: string, id: string): readonly AwaitedEndpoint[];
}

const endpointKinds = ['webhook_endpoint', 'v2.core.event_destination'];

/** See the behaviours of webhook endpoints and of event destinations. */
function secretKind(kind: string): string {
  return `${kind}.secret`;
}

const kinds = [...endpointKinds, ...endpointKinds.map(secretKind), 'account'];

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

  function mayHave(account: string, about?: string): readonly AwaitedEndpoint[] {
    const endpoints = endpointKinds.flatMap((kind) => [...(held.get(kind)?.values() ?? [])]);
    if (endpoints.length === 0) return none;
    const accounts = held.get('account');
    const platform = (accounts?.get(about ?? '') ?? accounts?.get(account))?.owner;
    return endpoints
      .flatMap(({ owner, version }) =>
        asEndpoints(version).map((endpoint) => ({ owner, endpoint })),
      )
      .filter(({ owner, endpoint }) => owner === (endpoint['application'] ? platform : account))
      .map(({ endpoint }) => ({
        endpoint,
        secret: String(
          held.get(secretKind(endpoint.object))?.get(endpoint.id)?.version['secret'] ?? '',
        ),
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
    awaiting: (account, event) =>
      mayHave(account, accountIn(event)).filter(
        ({ endpoint }) =>
          endpoint['event_payload'] !== 'thin' && isAwaited(endpoint, String(event['type'])),
      ),
    named: (account, id) => mayHave(account).filter(({ endpoint }) => endpoint.id === id),
  };
}

const ofAccounts = /^(account|capability|person)\./;

/**
 * The one that an event tells of: what becomes of a connected account is listed with its platform's own, and
 * goes to both kinds of endpoints. Source: https://docs.stripe.com/connect/webhooks
 */
export function accountIn({ type, data }: ApiObject): string | undefined {
  if (!ofAccounts.test(String(type))) return undefined;
  const { object, id, account } = (data as { readonly object: ApiObject }).object;
  const held = object === 'account' ? id : account;
  return typeof held === 'string' ? held : undefined;
}

/** A destination is one endpoint for its account's own events, and one for those of connected accounts. */
function asEndpoints(version: ApiObject): readonly ApiObject[] {
  if (version.object === 'webhook_endpoint') return [version];
  const { url } = Object(version['webhook_endpoint']) as { readonly url?: string };
  const sources = version['events_from'] as readonly string[];
  if (url === undefined || version['status'] !== 'enabled') return [];
  return sources
    .filter((source) => source === '@self' || source === '@accounts')
    .map((source) => ({
      ...version,
      api_version: version['snapshot_api_version'] ?? null,
      application: source === '@accounts' ? source : null,
      url,
    }));
}
