// The metadata by which an object tells whose it is, where visitors share one sandbox.

export const tagName = 'sandshell_visitor';

/** Undefined where it carries none. */
export function tagOf(object: Readonly<Record<string, unknown>>): string | undefined {
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const tag = (metadata as Record<string, unknown>)[tagName];
  return typeof tag === 'string' && tag !== '' ? tag : undefined;
}
