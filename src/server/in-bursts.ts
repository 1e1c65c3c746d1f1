// What is written to many sockets, held until the end of one turn of the event loop. Whoever is at the
// other end sleeps, and to wake a process costs as much as an answer: a burst wakes it once.

/** So many turns with one item alone make it calm. */
const calmTurns = 8;

/** While it is calm, two of so many items in a row are held: one of two is not the last of its turn. */
const lookEvery = 16;

/**
 * Gives what takes an item, and does `each` with it: together with all that come in the same turn, in
 * their order. While they come one by one there is nothing to wait for, and most are done at once.
 * `each` must not throw.
 */
export function inBursts<Item>(each: (item: Item) => void): (item: Item) => void {
  let waiting: Item[] = [];
  let turnsAlone = 0;
  let sinceLook = 0;

  function endTurn(): void {
    const items = waiting;
    waiting = [];
    turnsAlone = items.length === 1 ? turnsAlone + 1 : 0;
    for (const item of items) each(item);
  }

  function isHeld(): boolean {
    if (waiting.length > 0 || turnsAlone < calmTurns) return true;
    sinceLook = (sinceLook + 1) % lookEvery;
    return sinceLook < 2;
  }

  return (item) => {
    if (!isHeld()) return each(item);
    if (waiting.length === 0) setImmediate(endTurn);
    waiting.push(item);
  };
}
