// The proxy's program before an upstream of a test's own, and requests to it.

import { openProxy } from '../../src/server/open-proxy.ts';
import { readProxyWords } from '../../src/server/proxy-words.ts';
import type { Serving } from '../../src/server/serve.ts';

export const key = 'sk_test_runningProxy123456';

export interface RunningProxy extends Serving {
  /** What was told to the person who started it. */
  readonly told: string[];
}

/** Without a log, unless `environment` asks for one. */
export async function runProxy(
  upstream: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProxy> {
  const told: string[] = [];
  const all = { SANDSHELL_KEY: key, SANDSHELL_LOG: 'off', ...environment };
  const { host, options } = readProxyWords(['--upstream', upstream], all);
  const serving = await openProxy({
    options,
    host,
    port: 0,
    environment: all,
    warn: (line) => void told.push(line),
  });
  return { ...serving, told };
}
