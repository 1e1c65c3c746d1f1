// Opens the way to an API that the options name: a Fetch for the shell, and what the page shows
// beside it.

import { catalogs } from '../catalog/load.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createSandbox, type InPageOptions } from './in-page.ts';
import { logged } from './logged.ts';
import type { Backend } from './opened.ts';
import { createRequestLog } from './request-log.ts';
import { keepLog } from './saved-log.ts';
import { openSavedSandbox } from './saved-sandbox.ts';

export type BackendOptions = SandboxBackendOptions | WorkerBackendOptions | ProxyBackendOptions;

/** Answers in the page. */
interface SandboxBackendOptions extends InPageOptions {
  readonly type: 'sandbox';
  /**
   * Whether it outlives the page. By default it does, except with `seed` or `now`: those ask for the
   * same answers at each visit.
   */
  readonly isSaved?: boolean | undefined;
  /** Pages of one site that give the same name share one saved sandbox. */
  readonly name?: string | undefined;
}

/** Answers the page's real requests to api.stripe.com, through a service worker. */
interface WorkerBackendOptions extends Omit<SandboxBackendOptions, 'type'> {
  readonly type: 'worker';
  /** Of `mockServiceWorker.js`, relative to the page; beside the page by default. */
  readonly workerUrl?: string | undefined;
}

/** Asks a server of the page's owner, which holds the key. */
interface ProxyBackendOptions {
  readonly type: 'proxy';
  readonly proxyUrl: string;
}

/** Rejects with an Error that tells the reader what is missing. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  switch (options.type) {
    case 'sandbox':
      return openSandboxBackend(options);
    case 'worker':
      return openWorkerBackend(options);
    case 'proxy':
      return (await import('./open-proxy.ts')).openProxyBackend(options);
  }
}

async function openSandboxBackend(options: Omit<SandboxBackendOptions, 'type'>): Promise<Backend> {
  const { seed, now, name = 'sandshell' } = options;
  const { isSaved = seed === undefined && now === undefined } = options;
  const log = createRequestLog();
  const [sandbox, stopKeeping] = await Promise.all([
    openSavedSandbox({
      sandbox: await open({ seed, now }),
      name,
      isSaved,
      locks: globalThis.navigator?.locks,
      prepare: loadOperation,
    }),
    isSaved ? keepLog(log, `${name}-log`) : undefined,
  ]);
  const send = logged(sandbox.fetch, {
    remember: log.add,
    now: Date.now,
    stopwatch: () => performance.now(),
  });
  const close = (): void => {
    sandbox.close();
    stopKeeping?.();
  };
  return { send, log, sandbox, close };
}

/** What named seeds need is fetched for them alone. */
async function open(options: InPageOptions): Promise<Sandbox> {
  if (!/^(shop|saas|marketplace)$/.test(options.seed ?? '')) return createSandbox(options);
  return (await import('./whole-sandbox.ts')).openSandbox(options);
}

async function openWorkerBackend(options: WorkerBackendOptions): Promise<Backend> {
  const { openWorker } = await import('./service-worker.ts');
  const url = new URL(options.workerUrl ?? 'mockServiceWorker.js', document.baseURI).href;
  const inner = await openSandboxBackend(options);
  try {
    const worker = await openWorker({ answer: inner.send, url });
    const close = (): void => {
      worker.close();
      inner.close();
    };
    return { ...inner, send: worker.send, close };
  } catch (error) {
    inner.close();
    throw error;
  }
}

/** What the sandbox would fetch anyway while it performs; see `prepare`. */
async function loadOperation({ method, url }: Request): Promise<void> {
  const { pathname } = new URL(url);
  const first = catalogs.first();
  const atHand = first.match(method, pathname);
  const catalog = atHand ? first : await catalogs.whole();
  const match = atHand ?? catalog.match(method, pathname);
  if (match) await catalog.load(match.route);
}
