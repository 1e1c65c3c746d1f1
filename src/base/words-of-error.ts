// What an error says to a reader.

/** `otherwise` in the place of its own words. */
export function wordsOfError(
  error: unknown,
  otherwise = error instanceof Error ? error.message : String(error),
): string {
  return isOfLoading(error)
    ? 'A part of the shell could not be loaded. Nothing is lost: try again once the network is back, ' +
        'or load the page anew.'
    : otherwise;
}

/**
 * Browsers, and webpack, tell of a file of ours that did not come in words of their own, with its
 * address. What asks for the file again fetches it again, but in Firefox before 155.
 * Source: https://github.com/whatwg/html/issues/6768
 */
export function isOfLoading(error: unknown): boolean {
  return /import(ed|ing a) module|loading chunk/i.test(String(error));
}
