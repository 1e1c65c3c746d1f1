// The proxy's options as environment variables: the same names on Node and in a Worker.

import type { Limits, ProxyOptions } from './options.ts';

export type Environment = Readonly<Record<string, unknown>>;

const limitNames: Readonly<Record<string, keyof Limits>> = {
  SANDSHELL_BODY_BYTES_MAX: 'bodyBytesMax',
  SANDSHELL_BODY_TIMEOUT_MS: 'bodyTimeoutMs',
  SANDSHELL_RESPONSE_BYTES_MAX: 'responseBytesMax',
  SANDSHELL_UPSTREAM_TIMEOUT_MS: 'upstreamTimeoutMs',
  SANDSHELL_REQUESTS_MAX: 'requestsMax',
};

/** Unchecked: `createProxy` tells what is wrong with them. */
export function optionsOf(environment: Environment): ProxyOptions {
  const text = (name: string): string | undefined => {
    const value = environment[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const list = (name: string): readonly string[] | undefined => {
    const words = text(name)?.split(',');
    return words?.map((word) => word.trim()).filter((word) => word !== '');
  };
  const limits = Object.entries(limitNames).flatMap(([name, limit]) => {
    const value = text(name);
    return value === undefined ? [] : [[limit, Number(value)] as const];
  });
  return {
    key: text('SANDSHELL_KEY') ?? '',
    upstream: text('SANDSHELL_UPSTREAM'),
    origins: list('SANDSHELL_ORIGIN'),
    allow: list('SANDSHELL_ALLOW'),
    accounts: list('SANDSHELL_ACCOUNT'),
    hosts: list('SANDSHELL_HOST_NAME'),
    isForPagesOnly: /^(1|true|yes|on)$/i.test(text('SANDSHELL_PAGES_ONLY') ?? ''),
    clientAddressHeader: text('SANDSHELL_CLIENT_ADDRESS_HEADER'),
    limits: Object.fromEntries(limits),
  };
}
