// `stripe preview get`, `post` and `delete`: the same with the version of the API's preview.

import { pathCommand } from '../path-command.ts';

export const preview = [
  pathCommand({
    method: 'GET',
    isPreview: true,
    examples: ['stripe preview get /v2/core/accounts'],
  }),
  pathCommand({
    method: 'POST',
    isPreview: true,
    examples: [`stripe preview post /v2/core/accounts -d '{"display_name":"Rocket Rides"}'`],
  }),
  pathCommand({ method: 'DELETE', isPreview: true, examples: ['stripe preview delete cus_123'] }),
];
