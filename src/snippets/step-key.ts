// Remembers between visits which steps were done: a hash of each snippet's text, in localStorage. Small:
// the loader carries it.

const storeName = 'sandshell.done';

/** Steps with the same text are the same step, on whichever page. Nothing of the text can be read back. */
export function stepKey(text: string): string {
  let hash = 7;
  for (const character of text.trim()) {
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  }
  return hash.toString(36);
}

/** Keys, oldest first. None where the browser refuses storage, or the page's sandbox begins anew. */
export function keptSteps(): readonly string[] {
  try {
    if (document.querySelector('sand-shell[seed]')) return [];
    return (localStorage.getItem(storeName) ?? '').split(' ');
  } catch {
    return [];
  }
}

export function keepSteps(keys: readonly string[]): void {
  try {
    localStorage.setItem(storeName, keys.join(' '));
  } catch {
    // Then the ticks last as long as the page.
  }
}
