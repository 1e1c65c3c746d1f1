// Tells the page of requests and events, each once: by the shell that runs a command, else by the
// first.

import type { Exchange } from '../backend/request-log.ts';
import type { PageConnection } from './page-connection.ts';

/** In the order they joined. */
const shells = new Map<HTMLElement, { isRunning: boolean }>();

/** Gives a function that leaves the page again. */
export function joinPage(shell: HTMLElement, { requests, onEvent }: PageConnection): () => void {
  const state = { isRunning: false };
  const setRunning = (isRunning: boolean) => (): void => {
    state.isRunning = isRunning;
  };
  const tell = (name: string, detail: unknown): void => {
    if (speaker() !== shell) return;
    const options = { detail, bubbles: true, composed: true };
    shell.dispatchEvent(new CustomEvent(`sandshell:${name}`, options));
  };
  const leave = new AbortController();
  shells.set(shell, state);
  shell.addEventListener('sandshell:command', setRunning(true), { signal: leave.signal });
  shell.addEventListener('sandshell:result', setRunning(false), { signal: leave.signal });
  const stops = [
    requests.on('add', (exchange) => tell('request', facts(exchange))),
    onEvent(({ event }) => tell('event', { event })),
  ];
  return () => {
    leave.abort();
    shells.delete(shell);
    for (const stop of stops) stop();
  };
}

function speaker(): HTMLElement | undefined {
  const all = [...shells];
  return (all.find(([, { isRunning }]) => isRunning) ?? all[0])?.[0];
}

/** What the public event carries; bodies stay in the inspector. */
function facts({ method, path, status, durationMs, requestId }: Exchange): object {
  return { method, path, status, durationMs, requestId };
}
