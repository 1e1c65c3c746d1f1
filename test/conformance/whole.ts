// `npm run conformance` compares everything; the tests, which must end soon, a fair part of it.

import process from 'node:process';

const isWhole = process.env['npm_lifecycle_event'] === 'conformance';

/** All of them, or one in so many, evenly spread. */
export function fairPart<Item>(items: readonly Item[], oneIn: number): readonly Item[] {
  return isWhole ? items : items.filter((_, index) => index % oneIn === 0);
}
