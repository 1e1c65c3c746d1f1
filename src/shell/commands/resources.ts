// `stripe resources`: the names under which the API's operations stand.

import type { Command } from '../command.ts';

export const resources: Command = {
  path: ['stripe', 'resources'],
  summary: 'List the resources of the API',
  positionals: 0,
  async run(invocation, context) {
    const { printNames } = await import('../resource-names.ts');
    return printNames(invocation, context);
  },
};

/** The page of `stripe` names it, and no list does. */
export const resourcesHelp: Command = {
  ...resources,
  path: ['stripe', 'resources', 'help'],
  isHidden: true,
};
