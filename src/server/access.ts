// Who may talk to a sandbox on this machine: programs, and pages of this machine. Keeps a foreign
// page in the reader's browser from reaching it, also by a name that it points to 127.0.0.1.

import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackName } from '../base/loopback.ts';

/** A sentence that refuses, or undefined. Only for servers that listen on this machine alone. */
export function refusal({ host, origin }: IncomingHttpHeaders): string | undefined {
  if (host !== undefined && !isOwnHost(host)) {
    return `The sandbox answers requests to this machine only, not to "${host}".`;
  }
  if (origin !== undefined && !isOwnOrigin(origin)) {
    return `The sandbox answers pages of this machine only, not those of "${origin}".`;
  }
  return undefined;
}

/** Stripe's own names come over a unix socket, where a client keeps the host that it meant. */
function isOwnHost(host: string): boolean {
  if (host === latestOwn) return true;
  if (!isOwn(host)) return false;
  latestOwn = host;
  return true;
}

/** Most requests name the same. */
let latestOwn = '';

function isOwn(host: string): boolean {
  // More than a name and a port would be read as a path, or as a user.
  if (/[^\w.:[\]-]/.test(host)) return false;
  if (isLoopbackName(host.replace(/:\d{1,5}$/, ''))) return true;
  const hostname = hostnameOf(`http://${host}`);
  return isLoopbackName(hostname) || /^[a-z-]+\.stripe\.com$/.test(hostname);
}

function isOwnOrigin(origin: string): boolean {
  return isLoopbackName(hostnameOf(origin));
}

/** Empty where it cannot be read, as for the origin `null`. */
function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
