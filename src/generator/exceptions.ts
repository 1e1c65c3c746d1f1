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

/**
 * Requests that no command and no method makes, and that the official CLI's recipes send all the same:
 * what a customer does on the page of a checkout session, and a purchase with a card that was issued.
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
];

export interface Undocumented extends Exception {
  readonly request: string;
  readonly verb: string;
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
