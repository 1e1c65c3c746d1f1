// A quick fingerprint of text, against accidents and for seeds; not for secrets.

/** FNV-1a over the UTF-16 units; a whole number of 32 bits, without sign. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
