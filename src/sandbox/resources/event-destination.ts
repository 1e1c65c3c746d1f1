// Event destinations: where events of /v1 (whole, as snapshots) or of /v2 (thin) go to.
// Source: https://docs.stripe.com/api/v2/core/event-destinations

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { makeThinEvent, timeText } from '../objects/thin-event.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const kind = 'v2.core.event_destination';
const secretKind = `${kind}.secret`;

export const eventDestination: Behaviour = {
  object: kind,
  check,
  rules: {
    create,
    update: (plain, call) => ({ ...plain, updated: timeText(call.now) }),
    delete(before, call) {
      call.remove({ id: before.id, object: secretKind });
      return before;
    },
    enable(before, call) {
      const { status_details: _, ...lasting } = before;
      return { ...(lasting as ApiObject), status: 'enabled', updated: timeText(call.now) };
    },
    disable(before, call) {
      const details = { disabled: { reason: 'user' } };
      return {
        ...before,
        status: 'disabled',
        status_details: details,
        updated: timeText(call.now),
      };
    },
  },
  present,
};

export const eventOfV2: Behaviour = { object: 'v2.core.event', makers: { ping } };

function check(params: FormObject, verb: string): void {
  checkUrl(inner(params['webhook_endpoint'])['url']);
  if (Array.isArray(params['enabled_events']) && params['enabled_events'].length === 0) {
    throw new ApiError('At least one event type has to be enabled.', { param: 'enabled_events' });
  }
  if (verb !== 'create') return;
  const type = String(params['type']);
  if (params[type] === undefined) throw missingParam(type);
  checkPayload(params);
}

function checkUrl(url: unknown): void {
  if (typeof url !== 'string' || /^https?:\/\/[^/]/i.test(url)) return;
  throw new ApiError('Invalid URL: An explicit scheme (such as https) must be provided.', {
    code: 'url_invalid',
    param: 'webhook_endpoint[url]',
  });
}

/** Events of /v2 are thin, and their types begin with a version; those of /v1 are snapshots. */
function checkPayload(params: FormObject): void {
  const isThin = params['event_payload'] === 'thin';
  const types = params['enabled_events'] as readonly string[];
  const wrong = types.find((type) => type !== '*' && /^v\d+\./.test(type) !== isThin);
  if (wrong !== undefined) {
    throw new ApiError(
      `Events of the type ${wrong} cannot be delivered as ${isThin ? 'thin events' : 'snapshots'}.`,
      { param: 'enabled_events' },
    );
  }
  if (isThin && params['snapshot_api_version'] !== undefined) {
    throw new ApiError('A `snapshot_api_version` is for snapshot events only.', {
      param: 'snapshot_api_version',
    });
  }
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { params, version } = call;
  if (params['webhook_endpoint'] !== undefined) {
    call.put({ id: draft.id, object: secretKind, secret: `whsec_${call.newText(32)}` });
  }
  const isThin = params['event_payload'] === 'thin';
  return {
    ...draft,
    ...(isThin ? {} : { snapshot_api_version: params['snapshot_api_version'] ?? version }),
    ...ofOthers(params, call),
    events_from: params['events_from'] ?? ['@self'],
  };
}

/** What the clouds of others call it: nobody there knows of it yet. */
function ofOthers({ amazon_eventbridge: amazon, azure_event_grid: azure }: FormObject, call: Call) {
  const { aws_account_id: owner, aws_region: region } = inner(amazon);
  const source = `aws.partner/stripe.com/${call.newText(24)}`;
  const eventbridge = {
    aws_account_id: owner,
    aws_event_source_arn: `arn:aws:events:${String(region)}::event-source/${source}`,
    aws_event_source_status: 'pending',
  };
  const grid = {
    azure_partner_topic_name: `stripe-${call.newText(24)}`,
    azure_partner_topic_status: 'never_activated',
    ...inner(azure),
  };
  return {
    ...(amazon === undefined ? {} : { amazon_eventbridge: eventbridge }),
    ...(azure === undefined ? {} : { azure_event_grid: grid }),
  };
}

/**
 * Where it is, only those are told who ask; what its deliveries are signed with, only the request that
 * makes it.
 */
function present(object: ApiObject, { params, get }: Call): ApiObject {
  if (object['webhook_endpoint'] === undefined) return object;
  const asked = (params['include'] ?? []) as readonly string[];
  const isCreation = params['event_payload'] !== undefined;
  const secret = isCreation ? get(secretKind, object.id)?.['secret'] : null;
  const { url } = inner(object['webhook_endpoint']);
  const told = (name: string, value: unknown): unknown =>
    asked.includes(`webhook_endpoint.${name}`) ? value : null;
  const shown = { signing_secret: told('signing_secret', secret), url: told('url', url) };
  return { ...object, webhook_endpoint: shown };
}

function ping(call: Call): ApiObject {
  const { id } = requireObject(call, kind, call.ids.get('id') ?? '', 'id');
  const related = { id, type: kind, url: `/v2/core/event_destinations/${id}` };
  const event = makeThinEvent(call, `${kind}.ping`, { related });
  call.tellAgain(event, id);
  return event;
}
