// Lists inside of objects: their first ones, and whether there are more.
// Source: https://docs.stripe.com/expand#lists

import type { ApiObject } from '../behaviour.ts';

/** As many as an inner list holds; the rest is had from its `url`. */
const innerMax = 10;

export function firstPage(found: readonly ApiObject[]): {
  data: readonly ApiObject[];
  has_more: boolean;
} {
  return { data: found.slice(0, innerMax), has_more: found.length > innerMax };
}
