// Webhook endpoints: the secret that signs their deliveries is told once, and kept for whoever sends.
// Source: https://docs.stripe.com/api/webhook_endpoints/object

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

const secretKind = 'webhook_endpoint.secret';

export const webhookEndpoint: Behaviour = {
  object: 'webhook_endpoint',
  toldOnce: ['secret'],
  check: checkUrl,
  rules: { create, update, delete: forgetSecret },
};

function checkUrl({ url }: FormObject): void {
  if (typeof url !== 'string' || /^https?:\/\/[^/]/i.test(url)) return;
  throw new ApiError('Invalid URL: An explicit scheme (such as https) must be provided.', {
    code: 'url_invalid',
    param: 'url',
  });
}

/** Source: https://docs.stripe.com/webhooks */
const endpointsMax = 16;

/** One with an application takes the events of connected accounts, and no others. */
function create(draft: ApiObject, call: Call): ApiObject {
  if (call.all('webhook_endpoint').length >= endpointsMax) {
    throw new ApiError(`You have reached the maximum of ${endpointsMax} test webhook endpoints.`);
  }
  call.put({ id: draft.id, object: secretKind, secret: draft['secret'] });
  return call.params['connect'] === true ? { ...draft, application: applicationOf(call) } : draft;
}

/** The platform's own, the same for all of its endpoints. */
function applicationOf(call: Call): unknown {
  const known = call.all('webhook_endpoint').find(({ application }) => application);
  return known?.['application'] ?? `ca_${call.newText(32)}`;
}

function update(plain: ApiObject, { params }: Call): ApiObject {
  const { disabled } = params;
  if (typeof disabled !== 'boolean') return plain;
  return { ...plain, status: disabled ? 'disabled' : 'enabled' };
}

function forgetSecret(before: ApiObject, call: Call): ApiObject {
  call.remove({ id: before.id, object: secretKind });
  return before;
}
