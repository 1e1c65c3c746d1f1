// What the elements tell a page, as types: for listeners, for the wrappers, for the page around a frame.

import type { Delivery } from '../backend/webhooks.ts';
import type { SandInspector } from './sand-inspector.ts';
import type { SandShell } from './sand-shell.ts';

export interface ShellAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface ShellRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
}

/** The details of `sandshell:NAME`, by name. */
export interface ShellEvents {
  ready: undefined;
  command: { readonly line: string };
  result: ShellAnswer & { readonly line: string };
  request: ShellRequest;
  /** A Stripe event object. */
  event: { readonly event: Readonly<Record<string, unknown>> };
}

/** Told to the document. */
export interface PageEvents {
  webhook: {
    /** Of `page:NAME`, or the address of the endpoint. */
    readonly name: string;
    readonly request: Request;
    /** To be called before the listener returns. */
    respondWith(response: Response | Promise<Response>): void;
  };
  delivery: Delivery;
}

type Told<Events> = {
  [Name in keyof Events & string as `sandshell:${Name}`]: CustomEvent<Events[Name]>;
};

declare global {
  interface HTMLElementTagNameMap {
    'sand-shell': SandShell;
    'sand-inspector': SandInspector;
  }
  interface GlobalEventHandlersEventMap extends Told<ShellEvents> {}
  interface DocumentEventMap extends Told<PageEvents> {}
}
