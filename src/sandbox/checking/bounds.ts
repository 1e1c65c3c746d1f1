// How little or how much a number may be, how many a list may have, and what Stripe says of others.

import { ApiError } from '../../wire/api-error.ts';

export interface Bounds {
  readonly least: number;
  readonly most?: number;
}

/** Without effect on what is no number, also where that is written as text. */
export function requireWithin(value: unknown, param: string, { least, most }: Bounds): void {
  const number = Number(value);
  const isLess = number < least;
  if (!isLess && !(most !== undefined && number > most)) return;
  const bound = isLess ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw new ApiError(`This value must be ${bound}.`, { code: 'parameter_invalid_integer', param });
}

/** Without effect on what is no list. */
export function requireFew(given: unknown, param: string, most: number): void {
  if (!Array.isArray(given) || given.length <= most) return;
  throw new ApiError(`Array ${param} exceeded maximum ${most} allowed elements.`, { param });
}
