// Value lists: what rules of Radar look things up in. Source: https://docs.stripe.com/radar/lists

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const valueList: Behaviour = {
  object: 'radar.value_list',
  rules: {
    create(draft, call) {
      refuseTaken(draft, call);
      const url = `/v1/radar/value_list_items?value_list=${draft.id}`;
      return {
        ...draft,
        created_by: 'API',
        item_type: call.params['item_type'] ?? 'string',
        list_items: { object: 'list', data: [], has_more: false, total_count: 0, url },
      };
    },
    update(plain, call) {
      refuseTaken(plain, call);
      return plain;
    },
    delete(before, call) {
      for (const item of call.all('radar.value_list_item')) {
        if (item['value_list'] === before.id) call.remove(item);
      }
      return before;
    },
  },
};

/** Rules name a list by its alias, so that there is one of each. */
function refuseTaken({ id, alias }: ApiObject, call: Call): void {
  if (!/^\w{1,100}$/.test(String(alias))) {
    throw new ApiError(
      'An alias has letters, digits and underscores, and no more than 100 of them.',
      {
        param: 'alias',
      },
    );
  }
  if (!call.all('radar.value_list').some((one) => one['alias'] === alias && one.id !== id)) return;
  throw new ApiError(`A value list with the alias '${String(alias)}' already exists.`, {
    code: 'resource_already_exists',
    param: 'alias',
  });
}
