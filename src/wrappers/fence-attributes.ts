// What a fenced block says of its snippet, as the attributes of its `<pre>`.

import type { FenceInfo } from '../snippets/fence-info.ts';

/** Docs/embedding.md tells what each does. */
export function attributesOf({
  mode,
  id,
  after,
  isOutput,
}: FenceInfo): Readonly<Record<string, string>> {
  if (isOutput) return { 'data-sandshell-expected': '' };
  return {
    'data-sandshell': mode,
    ...(id ? { 'data-sandshell-id': id } : {}),
    ...(after ? { 'data-sandshell-after': after } : {}),
  };
}

/** For text and for attributes in double quotes. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
