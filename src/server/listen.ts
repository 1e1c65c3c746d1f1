// Opens a server on a port or a unix socket, and tells in a sentence why it cannot; and closes it.

import { chmod, lstat, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** Gives the URL under which the server answers. Port 0 takes any free one. */
export async function listenOnPort(server: Server, host: string, port: number): Promise<string> {
  try {
    await listen(server, { host, port });
  } catch (error) {
    throw new Error(portReason(error, host, port), { cause: error });
  }
  const { port: actual } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

/** Takes over the socket of a program that has gone. Only this user may connect. */
export async function listenOnSocket(server: Server, path: string): Promise<void> {
  try {
    await listen(server, { path });
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw socketError(path, error);
    if (!(await lstat(path)).isSocket()) {
      throw new Error(`${path} is a file, not a socket. Name another path.`, { cause: error });
    }
    if (!(await isLeftBehind(path))) {
      throw new Error(`${path} is in use. Stop the program that has it, or name another path.`, {
        cause: error,
      });
    }
    await rm(path);
    await listen(server, { path });
  }
  await chmod(path, 0o600);
}

/** Finishes what is under way, and cuts off what takes longer. */
export function closeServer(server: Server, closingMsMax: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), closingMsMax);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function listen(server: Server, place: { host: string; port: number } | { path: string }) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portReason(error: unknown, host: string, port: number): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken. Choose another one, or stop the program that has it.`;
    case 'EACCES':
      return `Port ${port} on ${host} is not allowed for this user. Choose one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine.`;
    default:
      return `Could not listen on port ${port} on ${host} (${String(error)}).`;
  }
}

function socketError(path: string, error: unknown): Error {
  return new Error(`Could not listen on the socket ${path} (${codeOf(error)}).`, { cause: error });
}

/** A socket file without a program behind it. */
function isLeftBehind(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.on('connect', () => {
      probe.destroy();
      resolve(false);
    });
    probe.on('error', (error) => resolve(codeOf(error) === 'ECONNREFUSED'));
  });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
