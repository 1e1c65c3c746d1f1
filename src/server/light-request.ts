// A Request whose costly parts are made when they are asked for. Node's own takes longer to make and
// to read than the sandbox takes to answer.

import { lightHeaders, type NodeHeaders } from './light-headers.ts';
import { lightSignal, realSignal, type SignalParts } from './light-signal.ts';
import { lightOf, lightPrototype } from './light.ts';

export interface RequestParts {
  readonly method: string;
  /** In its normal form, as `URL.href` is. */
  readonly url: string;
  readonly headers: NodeHeaders;
  readonly body: Buffer;
  /** Aborts when the client goes away. */
  readonly signal: SignalParts;
}

interface LightRequest {
  readonly parts: RequestParts;
  madeHeaders?: Headers;
  madeSignal?: AbortSignal;
  real?: Request;
}

/** All that a Request can do; only `new Request(light)` does not take it. */
export function lightRequest(parts: RequestParts): Request {
  return lightOf(prototype, parts);
}

const prototype = lightPrototype<LightRequest>({
  prototype: Request.prototype,
  realOf,
  short: {
    method: {
      get() {
        return this.parts.method;
      },
    },
    url: {
      get() {
        return this.parts.url;
      },
    },
    headers: {
      get() {
        return (this.madeHeaders ??= lightHeaders(this.parts.headers));
      },
    },
    signal: {
      get() {
        return (this.madeSignal ??= lightSignal(this.parts.signal));
      },
    },
    text: {
      async value(): Promise<string> {
        return this.real ? this.real.text() : new TextDecoder().decode(this.parts.body);
      },
    },
    bytes: {
      async value(): Promise<Uint8Array> {
        return this.real ? new Uint8Array(await this.real.arrayBuffer()) : this.parts.body;
      },
    },
    arrayBuffer: {
      async value(): Promise<ArrayBuffer> {
        if (this.real) return this.real.arrayBuffer();
        const { buffer, byteOffset, byteLength } = this.parts.body;
        return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
      },
    },
  },
});

function realOf(light: LightRequest): Request {
  const { method, url, body } = light.parts;
  const { headers, signal } = light as unknown as Request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  light.real ??= new Request(url, {
    method,
    headers,
    signal: realSignal(signal),
    ...(hasBody ? { body: body as Uint8Array<ArrayBuffer> } : {}),
  });
  return light.real;
}
