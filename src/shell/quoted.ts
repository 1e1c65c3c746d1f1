// A word in quotes, to be pasted into a shell.

export function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
