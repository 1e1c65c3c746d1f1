// The Headers of a light Request: one value is read without making them all.

import { lightOf, lightPrototype } from './light.ts';

/** By names in small letters, as Node tells them. */
export type NodeHeaders = Readonly<Record<string, string | string[] | undefined>>;

interface LightHeaders {
  readonly parts: NodeHeaders;
  real?: Headers;
}

/** Without those that belong to the connection and not to the request. */
export function lightHeaders(parts: NodeHeaders): Headers {
  return lightOf(prototype, parts);
}

const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host']);

const prototype = lightPrototype<LightHeaders>({
  prototype: Headers.prototype,
  short: {
    get: {
      value(name: string): string | null {
        const known = asked.get(name) ?? remember(name);
        // A real one refuses what is no name.
        if (this.real || known === undefined) return realOf(this).get(name);
        const value = Object.hasOwn(this.parts, known) ? this.parts[known] : undefined;
        return value === undefined || ofConnection.has(known) ? null : String(value);
      },
    },
  },
  realOf,
});

/** Names that were asked for, in small letters: the same few, again and again. */
const asked = new Map<string, string>();
const askedMax = 100;

/** Undefined for what is no name. */
function remember(name: string): string | undefined {
  if (!/^[\w-]+$/.test(name)) return undefined;
  if (asked.size < askedMax) asked.set(name, name.toLowerCase());
  return name.toLowerCase();
}

function realOf(light: LightHeaders): Headers {
  return (light.real ??= new Headers(
    Object.entries(light.parts)
      .filter(([name, value]) => value !== undefined && !ofConnection.has(name))
      .map(([name, value]) => [name, String(value)]),
  ));
}
