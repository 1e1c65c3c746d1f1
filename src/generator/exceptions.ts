// The CLI's operations that no method of the package makes, written by hand. A command that neither
// joins with the package nor stands here stops the build.

import type { Field, Fields, Type } from '../catalog/type.ts';

export interface Exception {
  readonly params: Fields;
  readonly result: Type;
}

const any: Type = { type: 'any' };

/** By method and path template. */
export const exceptions: ReadonlyMap<string, Exception> = new Map([
  [
    'POST /v1/climate/program',
    {
      params: fields({ contribution_method: 'string', contribution_rate_percent: 'decimal' }),
      result: any,
    },
  ],
  ['GET /v1/climate/program', { params: fields({}), result: any }],
  ['DELETE /v1/climate/program', { params: fields({}), result: any }],
  [
    'POST /v1/events/{}/retry',
    {
      params: fields({ account: 'string', for_stripecli: 'boolean', webhook_endpoint: 'string' }),
      result: { type: 'resource', object: 'event', isDeleted: false },
    },
  ],
]);

/** Methods whose declarations do not say what they make: their verb, and the kind. */
export const retold: ReadonlyMap<string, Pick<Undocumented, 'verb' | 'result'>> = new Map([
  [
    'POST /v2/billing/meter_event_stream',
    {
      verb: 'stream',
      result: { type: 'resource', object: 'v2.billing.meter_event', isDeleted: false },
    },
  ],
]);

const session: Type = { type: 'resource', object: 'checkout.session', isDeleted: false };

const charge: Type = { type: 'resource', object: 'charge', isDeleted: false };
const dispute: Type = { type: 'resource', object: 'dispute', isDeleted: false };
const refund: Type = { type: 'resource', object: 'refund', isDeleted: false };

/**
 * Requests that no command and no method makes, and that are sent all the same. By the official CLI's
 * recipes: what a customer does on the page of a checkout session, and a purchase with a card that was
 * issued. By older packages: refunds and disputes at the path of their charge.
 */
export const undocumented: readonly Undocumented[] = [
  {
    request: 'GET /v1/payment_pages/{session}',
    verb: 'retrieve',
    params: fields({}),
    result: session,
  },
  {
    request: 'POST /v1/payment_pages/{session}/confirm',
    verb: 'confirm',
    params: fields({ expected_amount: 'integer', payment_method: 'string' }),
    result: session,
  },
  {
    request: 'POST /v1/issuing/cards/{card}/test/authorizations',
    verb: 'authorize',
    params: fields({
      authorization_method: 'string',
      held_amount: 'integer',
      held_currency: 'string',
    }),
    result: { type: 'resource', object: 'issuing.authorization', isDeleted: false },
  },
  ofCharge('POST refund', 'refund', charge, 'POST /v1/refunds'),
  ofCharge('POST refunds', 'create', refund, 'POST /v1/refunds'),
  ofCharge('GET refunds', 'list', { type: 'list', item: refund }, 'GET /v1/refunds'),
  ofCharge('GET refunds/{refund}', 'retrieve', refund, 'GET /v1/refunds/{}'),
  ofCharge('POST refunds/{refund}', 'update', refund, 'POST /v1/refunds/{}'),
  ofCharge('GET dispute', 'retrieve_of_charge', dispute, 'GET /v1/disputes/{}'),
  ofCharge('POST dispute', 'update_of_charge', dispute, 'POST /v1/disputes/{}'),
  ofCharge('POST dispute/close', 'close_of_charge', dispute, 'POST /v1/disputes/{}/close'),
];

export interface Undocumented extends Exception {
  readonly request: string;
  readonly verb: string;
  /** By method and path template: another route whose parameters it takes as well. */
  readonly like?: string;
}

function ofCharge(request: string, verb: string, result: Type, like: string): Undocumented {
  const [method = '', path = ''] = request.split(' ');
  const params = fields({});
  return { request: `${method} /v1/charges/{charge}/${path}`, verb, params, result, like };
}

function fields(
  types: Readonly<Record<string, 'string' | 'decimal' | 'boolean' | 'integer'>>,
): Fields {
  return new Map(
    Object.entries(types).map(([name, type]): [string, Field] => [
      name,
      { name, type: { type }, isRequired: false, isNullable: false, isClearable: false },
    ]),
  );
}
