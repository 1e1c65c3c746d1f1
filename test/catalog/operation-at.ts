// Operations by their words, for tests that ask for one.

import type { Branch, Catalog, Operation } from '../../src/catalog/catalog.ts';

/** `words` as they are typed, such as `customers create`. */
export function operationAt({ commands }: Pick<Catalog, 'commands'>, words: string): Operation {
  let branch: Branch | undefined = commands;
  for (const word of words.split(' ')) {
    branch = branch?.type === 'group' ? branch.children.get(word) : undefined;
  }
  if (branch?.type !== 'operation') throw new Error(`${words} is no operation`);
  return branch.operation;
}
