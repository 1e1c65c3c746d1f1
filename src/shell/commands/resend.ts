// `stripe events resend`: an operation like any other, but for a mark that the official CLI adds.

import { present } from '../../base/assert.ts';
import type { FlagParam } from '../api-params.ts';
import type { Command } from '../command.ts';
import { operationFlags, runOperation } from '../operation-command.ts';
import { placeAt } from '../tree.ts';

const words = ['events', 'resend'];

/** On events that it asks to be sent to itself, and not to an endpoint. */
const mark: FlagParam = { param: 'for_stripecli', type: 'boolean', values: ['true'] };

export const resend: Command = {
  path: ['stripe', ...words],
  summary: '',
  positionals: 1,

  async run({ flags, root }, context) {
    const operation = present(placeAt(root, words)?.operation, 'the operation events resend');
    const set = await operationFlags(context.catalog, operation);
    const marks = flags.has('webhook-endpoint') ? [] : [mark];
    return runOperation(operation, { flags, set }, context, marks);
  },
};
