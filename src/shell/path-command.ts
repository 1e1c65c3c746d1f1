// `get`, `post` and `delete`, plain and below `preview`: one request to a path, or to an object by
// its id.

import { runCall } from './api-call.ts';
import { pagingFlagsShared, requestFlags } from './api-flags.ts';
import type { Command } from './command.ts';
import { pathOf } from './object-id.ts';

export interface PathCommandOptions {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly isPreview?: boolean;
  readonly examples: readonly string[];
}

export function pathCommand({ method, isPreview = false, examples }: PathCommandOptions): Command {
  const name = method.toLowerCase();
  const kind = isPreview ? `preview ${method}` : method;
  return {
    path: isPreview ? ['stripe', 'preview', name] : ['stripe', name],
    summary: `Send a ${kind} request to the Stripe API`,
    usage: '<id or path>',
    about: `Sends a ${kind} request to a path of the API, or to the object that an id names.`,
    examples,
    flags: method === 'GET' ? [...requestFlags, ...pagingFlagsShared] : requestFlags,
    positionals: 1,

    async run({ flags }, context) {
      const path = pathOf(flags.positionals[0] ?? '');
      const { apiVersion, previewApiVersion } = context.catalog;
      const v2Version = path.startsWith('/v2/') ? apiVersion : undefined;
      const version = isPreview ? previewApiVersion : v2Version;
      const isOperation = false;
      return runCall(
        { method, path, host: 'api', params: [], flags, version, isOperation },
        context,
      );
    },
  };
}
