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

function fields(types: Readonly<Record<string, 'string' | 'decimal' | 'boolean'>>): Fields {
  return new Map(
    Object.entries(types).map(([name, type]): [string, Field] => [
      name,
      { name, type: { type }, isRequired: false, isNullable: false, isClearable: false },
    ]),
  );
}
