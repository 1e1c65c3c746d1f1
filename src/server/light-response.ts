// A Response that the Node door can send without making one: Node's own takes longer to make and to
// read than the sandbox takes to answer.

import type { ResponseParts } from '../base/fetch.ts';
import { lightOf, lightPrototype } from './light.ts';

interface LightResponse {
  readonly parts: ResponseParts;
  real?: Response;
}

/** All that a Response can do, but it is no `Response` to Node's own functions. */
export function lightResponse(parts: ResponseParts): Response {
  return lightOf(prototype, parts);
}

/** Undefined for a real Response, and for one whose body may have been read. */
export function partsOf(response: Response): ResponseParts | undefined {
  if (Object.getPrototypeOf(response) !== prototype) return undefined;
  const light = response as unknown as LightResponse;
  return light.real ? undefined : light.parts;
}

const prototype = lightPrototype<LightResponse>({
  prototype: Response.prototype,
  short: {
    status: {
      get() {
        return this.parts.status;
      },
    },
  },
  realOf(light) {
    const { body, status, headers } = light.parts;
    return (light.real ??= new Response(body, { status, headers }));
  },
});
