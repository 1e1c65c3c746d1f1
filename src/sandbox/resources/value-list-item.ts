// Items of value lists: each of the kind of its list, and there once.
// Source: https://docs.stripe.com/api/radar/value_list_items

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';

export const valueListItem: Behaviour = {
  object: 'radar.value_list_item',
  rules: { create, delete: remove },
};

/** What a value must be like; any text where nothing is said. */
const forms: Readonly<Record<string, RegExp>> = {
  account: /^acct_\w+$/,
  card_bin: /^\d{6}$/,
  card_fingerprint: /^\w{16}$/,
  country: /^[A-Z]{2}$/i,
  customer_id: /^cus_\w+$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  ip_address: /^(\d{1,3}(\.\d{1,3}){3}|[\da-f:]+:[\da-f:]*)$/i,
};

function create(draft: ApiObject, call: Call): ApiObject {
  const list = requireObject(call, 'radar.value_list', String(draft['value_list']), 'value_list');
  const type = String(list['item_type']);
  const given = String(draft['value']);
  if (forms[type]?.test(given) === false) {
    throw new ApiError(`'${given}' is no ${type.replaceAll('_', ' ')}, of which this list is.`, {
      param: 'value',
    });
  }
  const value = type === 'string' || type === 'email' ? given.toLowerCase() : given;
  const items = itemsOf(list);
  if (items.some((item) => item['value'] === value)) {
    throw new ApiError(`The value '${given}' is in this list already.`, {
      code: 'resource_already_exists',
      param: 'value',
    });
  }
  const made = { ...draft, created_by: 'API', value };
  hold(list, [made, ...items], call);
  return made;
}

function itemsOf({ list_items: list }: ApiObject): readonly ApiObject[] {
  return (list as { readonly data: readonly ApiObject[] }).data;
}

function hold(list: ApiObject, data: readonly ApiObject[], call: Call): void {
  change(call, list, {
    list_items: { ...Object(list['list_items']), data, total_count: data.length },
  });
}

function remove(before: ApiObject, call: Call): ApiObject {
  const list = call.get('radar.value_list', String(before['value_list']));
  const others = list ? itemsOf(list).filter(({ id }) => id !== before.id) : [];
  if (list) hold(list, others, call);
  return before;
}
