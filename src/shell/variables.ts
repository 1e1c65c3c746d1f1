// The shell's variables: some are handed on to commands, as their environment.

import type { Variables } from './command.ts';

/** What is there at the start is exported. */
export function createVariables(environment: ReadonlyMap<string, string>): Variables {
  return variablesOf(new Map(environment), new Set(environment.keys()));
}

function variablesOf(values: Map<string, string>, exportedNames: Set<string>): Variables {
  return {
    copy: () => variablesOf(new Map(values), new Set(exportedNames)),
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
    export: (name) => void exportedNames.add(name),
    unset(name) {
      values.delete(name);
      exportedNames.delete(name);
    },
    exported() {
      const entries = [...exportedNames].flatMap((name): [string, string][] => {
        const value = values.get(name);
        return value === undefined ? [] : [[name, value]];
      });
      return new Map(entries);
    },
  };
}
