// The Headers of a light Request: one value is read without making them all.

import { lightOf, lightPrototype } from './light.ts';

interface LightHeaders {
  readonly parts: Readonly<Record<string, string>>;
  real?: Headers;
}

/** `parts` by names in small letters, as Node tells them. */
export function lightHeaders(parts: Readonly<Record<string, string>>): Headers {
  return lightOf(prototype, parts);
}

const prototype = lightPrototype<LightHeaders>({
  prototype: Headers.prototype,
  short: {
    get: {
      value(name: string): string | null {
        // A real one refuses what is no name.
        if (this.real || !/^[\w-]+$/.test(name)) return realOf(this).get(name);
        const known = name.toLowerCase();
        return Object.hasOwn(this.parts, known) ? (this.parts[known] ?? null) : null;
      },
    },
  },
  realOf,
});

function realOf(light: LightHeaders): Headers {
  return (light.real ??= new Headers(light.parts));
}
