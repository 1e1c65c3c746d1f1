// The proxy backend: requests go to a server of the page's owner, with a real sandbox behind it. What
// only a sandbox in the page can do is refused in words.

import { createEmitter } from '../base/emitter.ts';
import type { Fetch } from '../base/fetch.ts';
import { catalogs } from '../catalog/load.ts';
import { objectsOf } from '../catalog/type.ts';
import { accountOfKey } from '../sandbox/checking/keys.ts';
import { profileKey } from '../shell/keys.ts';
import { ShellError } from '../shell/shell-error.ts';
import { logged } from './logged.ts';
import type { Backend } from './opened.ts';
import { createProxyEvents } from './proxy-events.ts';
import { readProxyUrl } from './proxy-url.ts';
import { createProxyView } from './proxy-view.ts';
import { toProxy } from './proxy.ts';
import { createRequestLog } from './request-log.ts';
import { retrying } from './retrying.ts';
import type { SavedEvents, SavedSandbox } from './saved-sandbox.ts';
import type { SeenObject } from './seen-object.ts';
import { visitorTokenOf } from './visitor-token.ts';

export interface ProxyBackend extends Backend {
  readonly host: string;
  /** Events from before the page was opened, oldest first, as far as they have come. */
  earlier(): readonly SeenObject[];
  /** Of these kinds; asks the proxy for the newest of them, now and then. */
  objects(kinds: readonly string[]): Promise<readonly SeenObject[]>;
  newestId(kind: string): string | undefined;
  /** Asks steadily for events until the function it gives is called. */
  watch(): () => void;
  /** Whether the proxy is there and lets this page in; a sentence where not. */
  probe(): Promise<string | undefined>;
}

/** Throws an Error for whoever wrote the attribute. */
export function openProxyBackend({ proxyUrl }: { readonly proxyUrl: string }): ProxyBackend {
  const url = readProxyUrl(proxyUrl, globalThis.document?.baseURI);
  const emitter = createEmitter<SavedEvents>();
  const log = createRequestLog();
  const view = createProxyView();
  const earlier: SeenObject[] = [];
  let trouble: string | undefined;
  let gap: string | undefined;

  function tell(text: string | undefined): void {
    if (text === trouble) return;
    trouble = text;
    emitter.emit('storage', state());
  }
  const state = (): ReturnType<SavedSandbox['storage']> => ({
    type: 'memory',
    reason: [trouble, gap].filter(Boolean).join(' '),
  });

  const way = {
    url,
    origin: globalThis.location?.origin ?? '',
    send: (request: Request) => fetch(request),
    isOnline: () => globalThis.navigator?.onLine ?? true,
    tell,
  };
  const token = visitorTokenOf(url);
  const once = toProxy({ ...way, token });
  const asNobody = toProxy({ ...way, token: { get: () => undefined, set: () => undefined } });
  const events = createProxyEvents({
    send: once,
    isKnown: token.get() !== undefined,
    isVisible: () => globalThis.document?.visibilityState !== 'hidden',
    onRefused(reason) {
      gap = reason;
      emitter.emit('storage', state());
    },
    onEvent(event, isNew) {
      if (!isNew) earlier.push(event);
      // Whose it is is the proxy's affair: for this page it is that of its own key.
      emitter.emit('event', { account: accountOfKey(profileKey), event, isOwn: isNew });
    },
  });
  const remember = async (request: Request, response: Response): Promise<void> => {
    if (!response.ok) return;
    view.learn(
      await response
        .clone()
        .json()
        .catch(() => undefined),
    );
    if (request.method === 'GET') return;
    emitter.emit('change', { isOwn: true });
    events.nudge();
  };
  const learning: Fetch = async (request) => {
    const response = await retrying(once, { wait: waitFor, random: Math.random })(request);
    await remember(request, response);
    return response;
  };
  const send = logged(learning, {
    remember: log.add,
    now: Date.now,
    stopwatch: () => performance.now(),
  });

  return {
    send,
    log,
    host: url.host,
    earlier: () => earlier,
    sandbox: sandboxBehind({ send, on: emitter.on, storage: state, close: events.close }),
    newestId: view.newestId,
    watch: events.watch,
    close: events.close,
    objects: asksNowAndThen(once, view),
    async probe() {
      const health = new Request(new URL('/healthz', 'https://api.stripe.com'));
      return asNobody(health).then(
        () => undefined,
        (error: Error) => error.message,
      );
    },
  };
}

function sandboxBehind(
  parts: Pick<SavedSandbox, 'on' | 'storage' | 'close'> & { readonly send: Fetch },
): SavedSandbox {
  const cannot = (what: string) => async (): Promise<never> => {
    throw new ShellError(
      `A sandbox behind a proxy cannot be ${what} from a page: it is the owner's, and others use it ` +
        'too. What you made goes by itself after a time, or with delete commands.',
    );
  };
  return {
    fetch: parts.send,
    on: parts.on,
    storage: parts.storage,
    close: parts.close,
    snapshot: cannot('copied'),
    restore: cannot('replaced'),
    amend: cannot('changed otherwise than by requests'),
    reset: cannot('emptied'),
  };
}

const knownForMs = 15_000;
const newestMax = 20;

/** A menu of ids may open with each Tab: the same kind is not asked for again so soon. */
function asksNowAndThen(
  send: Fetch,
  view: ReturnType<typeof createProxyView>,
): ProxyBackend['objects'] {
  const askedMs = new Map<string, number>();
  async function ask(kind: string): Promise<void> {
    if (Date.now() - (askedMs.get(kind) ?? 0) < knownForMs) return;
    askedMs.set(kind, Date.now());
    const { routes } = await catalogs.whole();
    const list = routes.find(
      ({ verb, path, result }) =>
        verb === 'list' && !path.includes('{') && objectsOf(result).includes(kind),
    );
    if (!list) return;
    const response = await send(
      new Request(`https://api.stripe.com${list.path}?limit=${newestMax}`),
    );
    if (response.ok) view.learn(await response.json());
  }
  return async (kinds) => {
    // What cannot be asked for is not in the menu.
    await Promise.all(kinds.map((kind) => ask(kind).catch(() => undefined)));
    return view.objects(kinds);
  };
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}
