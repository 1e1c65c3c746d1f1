// What a proxy gave this tab to be known again, kept as long as the tab is open.

import type { VisitorToken } from './proxy.ts';

const charactersMax = 2048;

/** Another proxy is told nothing of it. Kept in memory alone where the browser keeps nothing. */
export function visitorTokenOf(url: URL, storage = sessionStore()): VisitorToken {
  const name = `sandshell-visitor ${url.href}`;
  let token: string | undefined = safely(() => storage?.getItem(name)) ?? undefined;
  return {
    get: () => token,
    set(given) {
      if (given === token || given.length > charactersMax) return;
      token = given;
      safely(() => storage?.setItem(name, given));
    },
  };
}

type Store = Pick<Storage, 'getItem' | 'setItem'>;

function sessionStore(): Store | undefined {
  return safely(() => globalThis.sessionStorage);
}

/** Private windows and sandboxed frames throw at the mention of storage. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
