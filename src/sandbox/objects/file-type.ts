// What kind of file it is, by how it begins; where that tells nothing, by the end of its name.

export const mimeTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** In base64, as the bytes of the file are. */
const beginnings: readonly (readonly [start: string, type: string])[] = [
  ['JVBERi', 'pdf'],
  ['iVBORw0KGg', 'png'],
  ['/9j/', 'jpg'],
  ['R0lGOD', 'gif'],
];

/** Kinds whose beginning does not tell them from others. */
const byName = ['csv', 'svg'];

export function fileTypeOf(base64: string, name: string): string | undefined {
  const known = beginnings.find(([start]) => base64.startsWith(start))?.[1];
  const end = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return known ?? (byName.includes(end) ? end : undefined);
}
