// Fields that are left out until `expand` asks for them: a behaviour's own, or lists from the
// store.

import type { Field } from '../../catalog/type.ts';
import { objectsOf } from '../../catalog/type.ts';
import type { FormValue } from '../../wire/form.ts';
import type { ApiObject, Behaviour } from '../behaviour.ts';
import { creditBalances } from '../invoices/customer-balance.ts';
import { firstPage } from '../objects/inner-list.ts';
import { behaviourOf } from '../objects/kinds.ts';
import { isWithin, type Work } from '../objects/work.ts';
import { presentOne } from '../perform.ts';
import { customerTax } from '../prices/customer-tax.ts';
import { emptyIncluded, expand, type Library } from './expand.ts';

/** Customers are there from the start, and what is seldom asked of them is not. */
const ofCustomers: Behaviour['includable'] = {
  invoice_credit_balance: creditBalances,
  tax: customerTax,
};

/** The body of an answer, with what these paths name in the place of ids. */
export function expanded(body: object, paths: FormValue | undefined, work: Work): object {
  return expand(body, paths, { type: work.route.result, library: libraryOf(work) });
}

function libraryOf(work: Work): Library {
  const { catalog, transaction, call } = work;

  function find(object: string, id: string): ApiObject | undefined {
    const record = transaction.record(object, id) ?? transaction.removed(object, id);
    return record ? presentOne(record.version, work) : tabled(object, id);
  }

  /** Of what the store does not hold, only tax codes are named by other objects. */
  function tabled(object: string, id: string): ApiObject | undefined {
    if (object !== 'tax_code') return undefined;
    return behaviourOf(object)
      ?.listed?.(call, work)
      ?.find((one) => one.id === id);
  }

  function include(object: ApiObject, path: string, field: Field): unknown {
    const own = includableOf(object.object)?.[path];
    if (own) return own(object, call);
    const isInner = field.type.type === 'list' && path === field.name;
    return isInner ? innerList(object, field) : emptyIncluded(field);
  }

  /** What was made under the object, or names it in the field of its kind. */
  function innerList(object: ApiObject, { name, type }: Field): object {
    const parent = { name: object.object.slice(object.object.lastIndexOf('.') + 1), id: object.id };
    const found: ApiObject[] = [];
    for (const kind of objectsOf(type)) {
      for (const record of transaction.walk(kind, 'older')) {
        if (isWithin(record, [parent])) found.push(presentOne(record.version, work));
      }
    }
    return {
      object: 'list',
      ...firstPage(found),
      total_count: found.length,
      url: `${collectionOf(work, object)}/${object.id}/${name}`,
    };
  }

  return { shape: (object) => catalog.shape(object), find, include };
}

function includableOf(kind: string): Behaviour['includable'] {
  const own = behaviourOf(kind)?.includable;
  return kind === 'customer' ? { ...own, ...ofCustomers } : own;
}

/** `/v1/customers`: the path that a kind is created at. */
function collectionOf({ catalog }: Work, { object }: ApiObject): string {
  const route = catalog.routes.find(
    ({ method, verb, result }) =>
      method === 'POST' && verb === 'create' && objectsOf(result)[0] === object,
  );
  return route?.path ?? `/v1/${object}s`;
}
