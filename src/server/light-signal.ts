// The AbortSignal of a light Request: whether it has aborted is known without making a real one.

import { lightOf, lightPrototype } from './light.ts';

export interface SignalParts {
  isAborted(): boolean;
  /** Aborted already, or to abort later. Asked once. */
  make(): AbortSignal;
}

interface LightSignal {
  readonly parts: SignalParts;
  real?: AbortSignal;
}

export function lightSignal(parts: SignalParts): AbortSignal {
  return lightOf(prototype, parts);
}

/** For functions that take nothing but a real one. */
export function realSignal(light: AbortSignal): AbortSignal {
  return realOf(light as unknown as LightSignal);
}

const prototype = lightPrototype<LightSignal>({
  prototype: AbortSignal.prototype,
  short: {
    aborted: {
      get() {
        return this.real ? this.real.aborted : this.parts.isAborted();
      },
    },
    throwIfAborted: {
      value() {
        if ((this as unknown as AbortSignal).aborted) realOf(this).throwIfAborted();
      },
    },
  },
  realOf,
});

function realOf(light: LightSignal): AbortSignal {
  return (light.real ??= light.parts.make());
}
