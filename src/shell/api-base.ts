// Where requests go: to Stripe's own hosts, which the sandbox stands for, or to the loopback.

import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

const hosts = { api: 'https://api.stripe.com', files: 'https://files.stripe.com' } as const;
const otherBase = /^http:\/\/127\.0\.0\.1(:\d+)?(?=\/|$)/;

/** Without a slash at its end; a path in it is dropped, as in the CLI. */
export function readBase(host: keyof typeof hosts, flags: Parsed): string {
  const given = flags.value('api-base') || hosts[host];
  if (Object.values<string>(hosts).includes(given)) return given;
  const base = otherBase.exec(given)?.[0];
  if (base === undefined) throw new ShellError('invalid API base URL');
  return base;
}
