// Merges the parts of a TypeScript union to one type of the catalogue: literals to an enum, an id
// and the objects that it may stand for to an expandable.

import type { Type } from '../catalog/type.ts';

/** The parts of a union, aliases unfolded; `null` and `''` are parts of their own. */
export type Part =
  | { readonly type: 'null' | 'empty' | 'nothing' | 'open' | 'string' }
  | { readonly type: 'literal'; readonly value: string }
  | { readonly type: 'whole'; readonly value: Type };

/** From parts to one type; the order of the options stays as it is written. */
export function mergeParts(parts: readonly Part[]): Type {
  const options: Type[] = [];
  const values = parts.flatMap((part) => (part.type === 'literal' ? [part.value] : []));
  const isString = parts.some(({ type }) => type === 'string');
  const wholes = unique(parts.flatMap((part) => (part.type === 'whole' ? [part.value] : [])));
  const objects = wholes.flatMap((whole) => (whole.type === 'resource' ? [whole.object] : []));
  if (isString && objects.length > 0 && objects.length === wholes.length) {
    return { type: 'expandable', objects: [...new Set(objects)] };
  }
  for (const part of parts) {
    if (part.type === 'string' && !hasType(options, 'string')) options.push({ type: 'string' });
    if (part.type === 'literal' && !isString && !hasType(options, 'enum')) {
      options.push({ type: 'enum', values, isOpen: parts.some(({ type }) => type === 'open') });
    }
    if (part.type === 'whole' && wholes.includes(part.value)) options.push(part.value);
  }
  const [only] = options;
  if (!only) return { type: parts.some(({ type }) => type === 'empty') ? 'string' : 'any' };
  return options.length === 1 ? only : { type: 'union', options };
}

function hasType(options: readonly Type[], type: Type['type']): boolean {
  return options.some((option) => option.type === type);
}

/** One of each: `true | false` is one boolean, and an object named twice is one object. */
function unique(types: readonly Type[]): readonly Type[] {
  const known = new Map<string, Type>();
  for (const type of types) {
    const key =
      type.type === 'resource'
        ? `${type.object} ${type.isDeleted}`
        : type.type === 'object'
          ? `object ${known.size}`
          : type.type;
    if (!known.has(key)) known.set(key, type);
  }
  return [...known.values()];
}
