// What the proxy is told when it starts: checked as a whole, so that every mistake is told at once.

import type { Catalog } from '../catalog/catalog.ts';
import { operationsCatalog } from '../catalog/whole.ts';
import { type Allowed, readAllowed, usual } from './allowed.ts';
import { askWithFetch, type Ask } from './ask.ts';
import type { Forward, Limiter, Observation } from './call.ts';
import { keyMistake, originMistake, upstreamMistake } from './mistakes.ts';

export interface ProxyOptions {
  /** Of a sandbox or of test mode, secret or better restricted: `rk_test_…`. */
  readonly key: string;
  /** `https://api.stripe.com` by default; plain http only on this machine. */
  readonly upstream?: string | undefined;
  /** Of the pages that may ask, as in `https://docs.example.com`. */
  readonly origins?: readonly string[] | undefined;
  /**
   * Patterns over the operations of the catalogue, such as `customers.*`, `*.retrieve` or
   * `issuing.cards.create`; `default` stands for the safe set, which is let through where none is
   * given.
   */
  readonly allow?: readonly string[] | undefined;
  /** Whether requests without an `Origin`, such as those of programs, are refused. */
  readonly isForPagesOnly?: boolean | undefined;
  /** Host names, without port, under which it answers; any where nothing is said. */
  readonly hosts?: readonly string[] | undefined;
  /** Connected accounts that a request may name by `Stripe-Account`; the header is dropped else. */
  readonly accounts?: readonly string[] | undefined;
  /** A header of a trusted proxy in front whose last address is the client's, as in `X-Real-IP`. */
  readonly clientAddressHeader?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly limiter?: Limiter | undefined;
  /** Put around what asks the upstream; called once. */
  readonly around?: ((forward: Forward) => Forward) | undefined;
  /** Asked by a GET on their paths, by anybody: health, metrics. */
  readonly endpoints?: Readonly<Record<string, () => Response | Promise<Response>>> | undefined;
  /** The runtime's own fetch by default. */
  readonly ask?: Ask | undefined;
  readonly observe?: ((observation: Observation) => void) | undefined;
  /** Told of mistakes in this program. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Told once when it stops serving for good: the upstream answered from live mode. */
  readonly onStop?: ((reason: string) => void) | undefined;
}

export interface Limits {
  readonly bodyBytesMax: number;
  readonly bodyTimeoutMs: number;
  readonly responseBytesMax: number;
  readonly upstreamTimeoutMs: number;
  /** Requests under way at the same time. */
  readonly requestsMax: number;
}

export const usualLimits: Limits = {
  bodyBytesMax: 1024 * 1024,
  bodyTimeoutMs: 10_000,
  responseBytesMax: 8 * 1024 * 1024,
  upstreamTimeoutMs: 30_000,
  requestsMax: 500,
};

const limitMax = 1_000_000_000;

/** Options that were checked. */
export interface Settings {
  readonly key: string;
  /** As in `https://api.stripe.com`. */
  readonly upstream: string;
  readonly origins: ReadonlySet<string>;
  readonly allowed: Allowed;
  readonly match: Catalog['match'];
  readonly isForPagesOnly: boolean;
  /** In small letters; undefined where any will do. */
  readonly hosts: ReadonlySet<string> | undefined;
  readonly accounts: ReadonlySet<string>;
  /** In small letters. */
  readonly clientAddressHeader: string | undefined;
  readonly limits: Limits;
  readonly ask: Ask;
}

/** Its message is one line for each mistake, and holds no key. */
export class ConfigurationError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

/** Throws ConfigurationError. */
export function readSettings(options: ProxyOptions): Settings {
  const mistakes: string[] = [];
  const complain = (sentence: string | undefined): void => {
    if (sentence !== undefined) mistakes.push(sentence);
  };
  const { key, upstream = 'https://api.stripe.com', origins = [], accounts = [] } = options;
  complain(keyMistake(key));
  complain(upstreamMistake(upstream));
  for (const origin of origins) complain(originMistake(origin));
  for (const account of accounts) complain(accountMistake(account));
  const { commands, match } = operationsCatalog();
  const allowed = readAllowed(commands, options.allow ?? [usual], complain);
  const limits = readLimits(options.limits ?? {}, complain);
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);
  return {
    key,
    upstream: new URL(upstream).origin,
    origins: new Set(origins),
    allowed,
    match,
    isForPagesOnly: options.isForPagesOnly ?? false,
    hosts: options.hosts && new Set(options.hosts.map((host) => host.toLowerCase())),
    accounts: new Set(accounts),
    clientAddressHeader: options.clientAddressHeader?.toLowerCase(),
    limits,
    ask: options.ask ?? askWithFetch,
  };
}

function accountMistake(account: string): string | undefined {
  if (/^acct_\w{1,64}$/.test(account)) return undefined;
  return 'An account is an id such as acct_1N2b3c.';
}

function readLimits(given: Partial<Limits>, complain: (sentence: string) => void): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !(Number.isInteger(value) && value > 0 && value <= limitMax)) {
      complain(`${name} is a whole number from 1 to ${limitMax}.`);
    }
  }
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...usualLimits, ...Object.fromEntries(told) };
}
