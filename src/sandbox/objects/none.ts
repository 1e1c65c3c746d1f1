// What many versions have in common: versions never change, so one empty list does for all of them.

export const none: readonly never[] = [];

/** As `items.map(tell)`, where there is mostly nothing to tell. */
export function each<Item, Told>(
  items: readonly Item[],
  tell: (item: Item) => Told,
): readonly Told[] {
  return items.length === 0 ? none : items.map(tell);
}
