// The escapes inside `$'…'`, as bash reads them.

const simple: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['e', '\u001B'],
  ['E', '\u001B'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['?', '?'],
]);

/** One escape at a time; bytes in a row are taken together, since they may spell one character. */
const escapes =
  /(?:\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}))+|\\u[0-9a-fA-F]{1,4}|\\U[0-9a-fA-F]{1,8}|\\c[\s\S]|\\[\s\S]/g;

/** `body` is what stands between the quotes. As in bash, a zero character ends the text. */
export function decodeAnsiC(body: string): string {
  const text = body.replace(escapes, decodeEscape);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

function decodeEscape(escape: string): string {
  const kind = escape.charAt(1);
  if (kind === 'x' || (kind >= '0' && kind <= '7')) return decodeBytes(escape);
  if (kind === 'u' || kind === 'U') return fromCodePoint(Number.parseInt(escape.slice(2), 16));
  if (kind === 'c' && escape.length === 3) {
    return String.fromCharCode(escape.toUpperCase().charCodeAt(2) & 0x1f);
  }
  return simple.get(kind) ?? escape;
}

function decodeBytes(escapes: string): string {
  const bytes = escapes
    .slice(1)
    .split('\\')
    .map((code) =>
      code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8) & 0xff,
    );
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** Beyond Unicode and for halves of pairs there is no character: the replacement character. */
function fromCodePoint(code: number): string {
  const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return String.fromCodePoint(isCharacter ? code : 0xfffd);
}
