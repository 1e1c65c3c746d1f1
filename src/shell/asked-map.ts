// Whether a line asks for the map of commands: looked at in every line, while the map is fetched
// when it is wanted.

/** What `--map` asks for, wherever it stands in the line; undefined where it does not. */
export function askedMap(words: readonly string[]): string | undefined {
  const end = words.indexOf('--');
  const word = words.slice(0, end === -1 ? undefined : end).find(isMapFlag);
  return word === '--map' ? 'tree' : word?.slice('--map='.length);
}

export function isMapFlag(word: string): boolean {
  return word === '--map' || word.startsWith('--map=');
}
