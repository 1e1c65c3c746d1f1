// `stripe post`: creates or changes an object by the path of its API.

import { pathCommand } from '../path-command.ts';

export const post = pathCommand({
  method: 'POST',
  examples: [
    'stripe post /v1/customers -d name="Jenny Rosen"',
    'stripe post cus_G6GQwbr1dWXt9O -d description="First of the day"',
  ],
});
