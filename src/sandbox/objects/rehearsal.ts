// A request as if: what is changed in it is seen by nobody else, is not kept, and takes no ids.

import type { ApiObject, Call } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { idShape } from './kinds.ts';
import { idOf } from './work.ts';

type Layer = Map<string, ApiObject | undefined>;

/** By kind, and by id; undefined for what is removed. */
export function rehearsed(call: Call): Call {
  const layers = new Map<string, Layer>();
  let count = 0;

  function layerOf(object: string): Layer {
    const layer = layers.get(object) ?? new Map<string, ApiObject | undefined>();
    layers.set(object, layer);
    return layer;
  }

  /** What is there, with its changes, then what is new; `isMeant` is asked again. */
  function over(
    object: string,
    there: readonly ApiObject[],
    isMeant: (version: ApiObject) => boolean,
  ): readonly ApiObject[] {
    const layer = layerOf(object);
    const known = there.map(({ id }) => id);
    const kept = there.map((version) => (layer.has(version.id) ? layer.get(version.id) : version));
    const added = [...layer].flatMap(([id, version]) => (known.includes(id) ? [] : version));
    return [...kept, ...added].filter(
      (version) => version !== undefined && isMeant(version),
    ) as readonly ApiObject[];
  }

  const nextNumber = (): string => String((count += 1)).padStart(4, '0');
  return {
    ...call,
    newId: (object) => `${idShape(object)[0]}_tmp_${nextNumber()}`,
    newText: (length) => nextNumber().padStart(length, '0'),
    newCode: (length) => nextNumber().padStart(length, '0'),
    get(object, id) {
      const layer = layerOf(object);
      return layer.has(id) ? layer.get(id) : call.get(object, id);
    },
    all: (object) => over(object, call.all(object), () => true),
    having: (object, field, value) =>
      over(object, call.having(object, field, value), (version) => idOf(version[field]) === value),
    put: (after, key = after.id) => void layerOf(after.object).set(key, after),
    remove: ({ object, id }) => void layerOf(object).set(id, undefined),
    request: (path) => {
      throw notSimulated(`${path} in a preview`);
    },
    later: [],
    tellAgain: () => undefined,
    emit: () => undefined,
    emitByTime: () => undefined,
  };
}
