// The flags of `sandshell proxy`. Each is also an environment variable; a flag goes before it.

import { optionsOf } from '../proxy/environment.ts';
import type { ProxyOptions } from '../proxy/options.ts';
import type { Io } from './io.ts';
import { parseWords } from './words.ts';

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;
const flags = { port: text, host: text, upstream: text, origin: list, allow: list } as const;

export interface ProxyWords {
  readonly port: string;
  readonly host: string;
  readonly options: ProxyOptions;
}

/** Throws UsageError. The key is never a flag: others on the machine can read those. */
export function readProxyWords(words: string[], environment: Io['environment']): ProxyWords {
  const { port, host, upstream, origin, allow } = parseWords({
    args: words,
    options: flags,
    allowPositionals: false,
  }).values;
  const listed = (name: string, values: string[] | undefined): Record<string, string> =>
    values ? { [name]: values.join(',') } : {};
  const options = optionsOf({
    ...environment,
    ...listed('SANDSHELL_UPSTREAM', upstream === undefined ? undefined : [upstream]),
    ...listed('SANDSHELL_ORIGIN', origin),
    ...listed('SANDSHELL_ALLOW', allow),
  });
  return { port: port ?? '8787', host: host ?? '127.0.0.1', options };
}
