// What time alone brings about, where no request comes that would find it: banks' answers to debits.

import { seconds, type Clock } from '../base/clock.ts';
import type { CatalogSource } from '../catalog/catalog.ts';
import type { FormObject } from '../wire/form.ts';
import type { Told } from './call.ts';
import { fetchOtherKinds } from './fetch-code.ts';
import { otherRules } from './late-code.ts';
import { openCall } from './open-call.ts';
import type { Sandbox } from './sandbox.ts';

export interface CatchUpOptions {
  readonly catalogs: CatalogSource;
  /** Of the sandbox. */
  readonly clock: Clock;
  readonly account: string;
  /** The platform of a connected account, or the account itself. */
  readonly owner: string;
}

/**
 * Without effect where nothing is due. Its events are told as those of requests are. Rejects with what goes
 * wrong inside; then nothing of it is kept.
 */
export async function catchUp(
  sandbox: Pick<Sandbox, 'amend'>,
  { catalogs, clock, account, owner }: CatchUpOptions,
): Promise<void> {
  const catalog = await catalogs.whole();
  const [types] = await Promise.all([catalog.events(), catalog.loadAll(), fetchOtherKinds()]);
  const eventTypes = new Set(types);
  let failure: unknown;
  sandbox.amend(account, (transaction) => {
    const events: Told[] = [];
    const call = openCall({
      params: none,
      ids: new Map(),
      transaction,
      account,
      owner,
      now: seconds(clock),
      version: catalog.apiVersion,
      request: { id: null, idempotency_key: null },
      catalog,
      eventTypes,
      events,
      isV2: false,
      key: '',
    });
    try {
      const { catchUp: bringAbout, followUp } = otherRules.code();
      bringAbout(call);
      followUp(events, call);
      return events;
    } catch (error) {
      failure = error;
      return transaction.rollback();
    }
  });
  if (failure !== undefined) throw failure;
}

const none = Object.freeze(Object.create(null)) as FormObject;
