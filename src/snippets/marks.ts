// The attributes of a snippet that take one word of a few, and what an author may have misspelt there. Pure.

const choices: Readonly<Record<string, readonly string[]>> = {
  'data-sandshell': ['run', 'insert', 'off'],
  'data-sandshell-output': ['below', 'drawer'],
  'data-sandshell-edit': ['on', 'off'],
};

/** For `querySelectorAll`. */
export const markedSelector = Object.keys(choices)
  .map((name) => `[${name}]`)
  .join();

/** A sentence for each; `attribute` gives a value by its name. One without a value is no mistake. */
export function wrongMarks(
  attribute: (name: string) => string | null | undefined,
): readonly string[] {
  return Object.entries(choices).flatMap(([name, words]) => {
    const value = attribute(name);
    return value && !words.includes(value)
      ? [`${name}="${value}" is none of ${words.join(', ')}.`]
      : [];
  });
}
