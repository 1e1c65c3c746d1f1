// `stripe delete`: deletes an object, after asking.

import { pathCommand } from '../path-command.ts';

export const deletion = pathCommand({
  method: 'DELETE',
  examples: ['stripe delete cus_G6GQwbr1dWXt9O', 'stripe delete /v1/customers/cus_123 --confirm'],
});
