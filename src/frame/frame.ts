// For the page around a frame with the shell in it: methods, events and a height that follows what was
// printed. This is the package's entry `sandshell/frame`; it defines no element and fetches nothing.

import type { ShellAnswer, ShellEvents } from '../element/shell-events.ts';
import { hello, isRecord, offer, frameEvents, type FrameMethod } from './protocol.ts';

/** As of the element, and the height of what was printed, in CSS pixels. */
export interface FrameEvents extends ShellEvents {
  size: { readonly height: number };
}

export interface FrameShell {
  run(line: string): Promise<ShellAnswer>;
  insert(line: string): Promise<void>;
  clear(): Promise<void>;
  reset(): Promise<void>;
  snapshot(): Promise<unknown>;
  restore(snapshot: unknown): Promise<void>;
  transcript(): Promise<string>;
  /** As the attribute `theme` of the element. */
  theme(name: string): Promise<void>;
  focus(): Promise<void>;
  /** Gives a function that takes the listener away. */
  on<Name extends keyof FrameEvents>(
    name: Name,
    listener: (detail: FrameEvents[Name]) => void,
  ): () => void;
  /** Takes the listeners away; what was asked and not answered rejects. */
  close(): void;
}

export interface FrameOptions {
  /** Sets the frame's height to what was printed, between these two, in CSS pixels. */
  readonly height?: { readonly min: number; readonly max: number };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * `frame` shows `frame.html?parent=ORIGIN`, ORIGIN being that of this page. May be called before the
 * frame has loaded, or after. What is asked waits for the frame.
 */
export function connectFrame(frame: HTMLIFrameElement, { height }: FrameOptions = {}): FrameShell {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(detail: never) => void>>();
  const gone = new AbortController();
  let port: MessagePort | undefined;
  let unsent: object[] = [];
  let lastId = 0;

  addEventListener(
    'message',
    ({ source, origin, data, ports: [given] }) => {
      if (source !== frame.contentWindow || origin !== originOf(frame)) return;
      if (data !== offer || !given) return;
      port = given;
      port.addEventListener('message', ({ data: message }) => take(message));
      port.start();
      for (const message of unsent) port.postMessage(message);
      unsent = [];
    },
    { signal: gone.signal },
  );
  // Carries nothing, so that it may go to a frame whose origin has no name.
  frame.contentWindow?.postMessage(hello, '*');

  function take(message: unknown): void {
    if (!isRecord(message)) return;
    if (message['type'] === 'event') return hear(String(message['name']), message['detail']);
    const id = Number(message['id']);
    const asked = waiting.get(id);
    waiting.delete(id);
    if (message['type'] === 'value') asked?.resolve(message['value']);
    else asked?.reject(new Error(String(message['message'])));
  }

  function hear(name: string, detail: unknown): void {
    if (name === 'size' && height && isRecord(detail)) {
      const wanted = Math.min(Math.max(Number(detail['height']), height.min), height.max);
      frame.style.height = `${wanted}px`;
    }
    for (const listener of listeners.get(name) ?? []) listener(detail as never);
  }

  const ask =
    <Value>(method: FrameMethod) =>
    (argument?: unknown): Promise<Value> =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as Waiting['resolve'], reject });
        const message = { id: lastId, method, argument };
        if (port) port.postMessage(message);
        else unsent.push(message);
      });

  return {
    run: ask('run'),
    insert: ask('insert'),
    clear: ask('clear'),
    reset: ask('reset'),
    snapshot: ask('snapshot'),
    restore: ask('restore'),
    transcript: ask('transcript'),
    theme: ask('theme'),
    focus: ask('focus'),
    on(name, listener) {
      if (!frameEvents.some((known) => known === name))
        throw new Error(`There is no event ${name}.`);
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => void heard.delete(listener);
    },
    close() {
      gone.abort();
      port?.close();
      for (const { reject } of waiting.values()) reject(new Error('The frame was left.'));
      waiting.clear();
    },
  };
}

/** A sandboxed frame has none of its own, and says `null`. */
function originOf(frame: HTMLIFrameElement): string {
  const isNameless = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
  return isNameless ? 'null' : new URL(frame.src, document.baseURI).origin;
}
