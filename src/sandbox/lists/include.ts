// Fields that are left out until `expand` asks for them: a behaviour's own, or lists from the
// store.

import type { Field } from '../../catalog/type.ts';
import { objectsOf } from '../../catalog/type.ts';
import type { FormValue } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { creditBalances } from '../invoices/customer-balance.ts';
import { otherRules } from '../late-code.ts';
import { firstPage } from '../objects/inner-list.ts';
import { behaviourOf } from '../objects/kinds.ts';
import { isWithin, type Work } from '../objects/work.ts';
import { paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { presentOne } from '../perform.ts';
import { customerTax } from '../prices/customer-tax.ts';
import { emptyIncluded, expand, type Library } from './expand.ts';

/** Customers are there from the start, and what is seldom asked of them is not. */
const ofCustomers: Behaviour['includable'] = {
  invoice_credit_balance: creditBalances,
  tax: customerTax,
};

/** Kinds that may be kept as the other of them, or be told by what was sold. */
const soldAs: ReadonlySet<string> = new Set(['plan', 'price', 'product']);

/**
 * Of two accounts that have to do with each other, one names objects of the other.
 * Source: https://docs.stripe.com/connect/separate-charges-and-transfers
 */
const acrossAccounts: ReadonlySet<string> = new Set([
  'account',
  'application_fee',
  'balance_transaction',
  'bank_account',
  'card',
  'charge',
  'transfer',
]);

/** The body of an answer, with what these paths name in the place of ids. */
export function expanded(body: object, paths: FormValue | undefined, work: Work): object {
  return expand(body, paths, { type: work.route.result, library: libraryOf(work) });
}

function libraryOf(work: Work): Library {
  const { catalog, transaction, call } = work;

  /** Where objects of another account are, by their ids. */
  const homes = new Map<string, Call>();

  function find(object: string, id: string): ApiObject | undefined {
    const record = transaction.record(object, id) ?? transaction.removed(object, id);
    if (record) return presentOne(record.version, work);
    return unstored(object, id) ?? elsewhere(object, id);
  }

  /** What the store holds as something else, or in no way at all. */
  function unstored(object: string, id: string): ApiObject | undefined {
    const behaviour = behaviourOf(object);
    if (object === 'account' && id === work.account) return otherRules.code().ownAccount(work);
    if (object === 'tax_code') return behaviour?.listed?.(call, work)?.find((one) => one.id === id);
    if (object === 'payment_method') {
      // Also of a token that paid once, which is no customer's.
      const isHeld = call.get('card', id) ?? call.get('source', id);
      return isHeld && paymentMethodOf(id, call);
    }
    if (!soldAs.has(object)) return undefined;
    const named = behaviour?.named?.(id, call, work);
    return named && presentOne(named.version, work);
  }

  /** A platform is told of what its transfers and fees led to, and an account of where they came from. */
  function elsewhere(object: string, id: string): ApiObject | undefined {
    if (!acrossAccounts.has(object)) return undefined;
    const owner = call.as(call.owner);
    const isPlatform = call.account === call.owner;
    const others = isPlatform ? owner.all('account').map((one) => call.as(one.id)) : [owner];
    for (const other of others) {
      const version = other.get(object, id);
      if (!version) continue;
      homes.set(id, other);
      return presentOne(version, { ...work, call: other });
    }
    return undefined;
  }

  function include(object: ApiObject, path: string, field: Field): unknown {
    const own = includableOf(object.object)?.[path];
    const home = homes.get(object.id);
    if (own) return own(object, home ?? call);
    const isInner = field.type.type === 'list' && path === field.name;
    return isInner ? innerList(object, field, home) : emptyIncluded(field);
  }

  /** What was made under the object, or names it in the field of its kind. */
  function innerList(object: ApiObject, { name, type }: Field, home?: Call): object {
    const parent = { name: object.object.slice(object.object.lastIndexOf('.') + 1), id: object.id };
    const found: ApiObject[] = [];
    for (const kind of objectsOf(type)) {
      const others = home
        ?.all(kind)
        .map((version) => ({ version }))
        .toReversed();
      for (const record of others ?? transaction.walk(kind, 'older')) {
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
