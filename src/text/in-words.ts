// Lists, as sentences of the API tell them.

/** "a", "a or b", "a, b, or c". */
export function inWords(values: readonly string[]): string {
  if (values.length < 3) return values.join(' or ');
  return `${values.slice(0, -1).join(', ')}, or ${values.at(-1)}`;
}
