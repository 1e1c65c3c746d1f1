// `stripe get`: reads one object, or whatever a path answers.

import { pathCommand } from '../path-command.ts';

export const get = pathCommand({
  method: 'GET',
  examples: ['stripe get cus_G6GQwbr1dWXt9O', 'stripe get /v1/customers --limit 3'],
});
