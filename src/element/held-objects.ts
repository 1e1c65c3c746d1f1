// What the page's sandbox holds, for the menu of completions: ids, and what tells them apart.

import { accountOfKey } from '../sandbox/checking/keys.ts';
import type { ApiObject } from '../sandbox/behaviour.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';
import type { HeldObject, WantedObjects } from '../shell/command.ts';
import type { PageConnection } from './page-connection.ts';
import { testMethods } from './test-methods.ts';

/** More than these nobody reads. */
const objectsMax = 50;

/** Newest first, then those that are always there. Of any kind but events where no kind is named. */
export async function heldObjects(
  { kinds, key }: WantedObjects,
  page: Pick<PageConnection, 'snapshot' | 'remote'>,
): Promise<readonly HeldObject[]> {
  const versions = page.remote
    ? await page.remote.objects(kinds)
    : heldHere(await page.snapshot(), { kinds, key });
  const held = [...versions]
    .sort((one, other) => createdOf(other) - createdOf(one))
    .slice(0, objectsMax)
    .map((version) => ({ id: version.id, label: labelOf(version) }));
  return kinds.join() === 'payment_method' ? [...held, ...testMethods] : held;
}

function heldHere({ accounts }: Snapshot, { kinds, key }: WantedObjects): readonly ApiObject[] {
  const records = Object.entries(accounts[accountOfKey(key)]?.records ?? {});
  const isWanted = (kind: string): boolean =>
    kinds.length === 0 ? kind !== 'event' : kinds.includes(kind);
  return records
    .filter(([kind]) => isWanted(kind))
    .flatMap(([, ofKind]) => ofKind.map(({ version }) => version).toReversed());
}

function createdOf({ created }: ApiObject): number {
  return typeof created === 'number' ? created : 0;
}

const telling = ['name', 'email', 'display_name', 'nickname', 'description', 'number', 'url'];
const tellingMax = 2;

/** As in `Jane Smith · jane.smith@email.com`, or `2000 usd · succeeded`. */
function labelOf(version: ApiObject): string {
  const words = telling.map((name) => version[name]).filter(isText);
  const amount = version['amount'] ?? version['unit_amount'];
  const { currency, status } = version;
  return [
    ...words.slice(0, tellingMax).map((text) => text.replace(/\s+/g, ' ')),
    typeof amount === 'number' && isText(currency) ? `${amount} ${currency}` : '',
    isText(status) ? status : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
