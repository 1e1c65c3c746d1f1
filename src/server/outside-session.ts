// Sessions with another server, for `sandshell run --api-base`: of a served sandbox, or of whatever
// else speaks as Stripe does to its CLI.

import { hostname } from 'node:os';
import type { Fetch } from '../base/fetch.ts';
import type { Session, SessionRequest } from '../shell/session.ts';
import { followSocket } from './session-socket.ts';

const address = 'https://api.stripe.com/v1/stripecli/sessions';

/** As far as it is looked at. */
interface Opened {
  readonly websocket_url?: string;
  readonly websocket_id?: string;
  readonly websocket_authorized_feature?: string;
  readonly secret?: string;
  readonly default_version?: string;
  readonly latest_version?: string;
  readonly device_token?: string;
  readonly display_connect_filter_warning?: boolean;
}

/** Rejects with a reason in the official CLI's words. */
export async function openOutsideSession(asked: SessionRequest, send: Fetch): Promise<Session> {
  const form = new URLSearchParams({
    device_name: hostname(),
    ...Object.fromEntries(asked.params),
  });
  for (const feature of asked.features) form.append('websocket_features[]', feature);
  form.sort();
  const headers = {
    Authorization: `Bearer ${asked.key}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const response = await send(
    new Request(address, { method: 'POST', headers, body: form.toString() }),
  );
  const text = await response.text();
  if (response.status === 429) {
    throw new Error(
      'you have too many `stripe listen` sessions open, please close some and try again',
    );
  }
  if (!response.ok) {
    throw new Error(`Authorization failed, status=${response.status}, body=${text}`);
  }
  const opened = JSON.parse(text) as Opened;
  const place = {
    url: opened.websocket_url ?? '',
    id: opened.websocket_id ?? '',
    feature: opened.websocket_authorized_feature ?? '',
  };
  return {
    secret: opened.secret ?? '',
    defaultVersion: opened.default_version ?? '',
    latestVersion: opened.latest_version ?? '',
    deviceToken: opened.device_token ?? '',
    isFilterIdle: opened.display_connect_filter_warning ?? false,
    follow: (follower) => followSocket(place, follower),
  };
}
