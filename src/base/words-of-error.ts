// What an error says to a reader.

/** Browsers tell of a file of ours that did not come in words of their own, with its address. */
export function wordsOfError(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return /import(ed|ing a) module/i.test(words)
    ? 'A part of the shell could not be loaded. Try again.'
    : words;
}
