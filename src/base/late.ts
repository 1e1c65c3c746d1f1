// A place for code that is fetched late: whoever uses it knows what it does, and not where it comes from.

import { present } from './assert.ts';

export interface Late<Code> {
  give(code: Code): void;
  /** Must have been given. */
  code(): Code;
  /** Undefined before. */
  known(): Code | undefined;
}

export function late<Code>(): Late<Code> {
  let given: Code | undefined;
  return {
    give(code) {
      given = code;
    },
    code: () => present(given, 'code that was fetched before'),
    known: () => given,
  };
}
