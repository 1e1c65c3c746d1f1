// What only some requests come to: verbs of their own, and parameters that would do more than the
// sandbox does.

import { ApiError } from '../wire/api-error.ts';
import type { ApiObject, Behaviour } from './behaviour.ts';
import * as crud from './crud.ts';
import { notSimulated } from './errors.ts';
import { inWords } from './params.ts';
import { operationName, pathRecord, type Work } from './work.ts';

/** A verb of its own: by a rule, in the statuses that it is allowed in, or not at all. */
export function special(work: Work, behaviour: Behaviour | undefined): ApiObject {
  const { verb } = work.route;
  const maker = behaviour?.makers?.[verb];
  if (maker) return maker(work.call);
  const rule = behaviour?.rules?.[verb];
  if (!behaviour || !rule) throw notSimulated(operationName(work.route));
  const record = pathRecord(work);
  checkStatus(record.version, verb, behaviour.allowed?.[verb]);
  const version = rule(record.version, work.call);
  crud.replace(work, record, version);
  return version;
}

function checkStatus(version: ApiObject, verb: string, allowed?: readonly string[]): void {
  const status = String(version['status']);
  if (!allowed || allowed.includes(status)) return;
  throw new ApiError(
    `You cannot ${verb} this ${version.object} because it has a status of ${status}. Only one ` +
      `with the following statuses may be changed so: ${inWords(allowed)}.`,
    { code: `${version.object}_unexpected_state` },
  );
}

/** Parameters that would do more than the plain rule does: said, not passed over. */
const unsimulated: ReadonlyMap<string, readonly string[]> = new Map([
  ['customer', ['default_source']],
  [
    'line_item',
    ['amount', 'discounts', 'price_data', 'pricing', 'quantity', 'tax_amounts', 'tax_rates'],
  ],
  ['price', ['product_data']],
  ['product', ['default_price_data']],
]);

export function refuseUnsimulated({ plan, params }: Work): void {
  const [object = ''] = plan.objects;
  for (const name of unsimulated.get(object) ?? []) {
    const value = params[name];
    if (value !== undefined && value !== false && value !== '')
      throw notSimulated(`the parameter '${name}' of ${object}`, name);
  }
}
