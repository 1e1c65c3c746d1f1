// What was killed, to be yanked back; kills in a row make one entry.

/** The newest entry last. */
export type KillRing = readonly string[];

const entriesMax = 30;

export type Side = 'before' | 'behind';

/** `joins` says on which side of the newest entry the text belongs; undefined for a new entry. */
export function addKill(ring: KillRing, text: string, joins: Side | undefined): KillRing {
  if (text === '') return ring;
  const last = ring.at(-1);
  if (joins === undefined || last === undefined) return [...ring.slice(1 - entriesMax), text];
  return [...ring.slice(0, -1), joins === 'before' ? text + last : last + text];
}

/** The entry `age` steps older than the newest, going round. */
export function killAt(ring: KillRing, age: number): string | undefined {
  return ring.at(-1 - (age % Math.max(1, ring.length)));
}
