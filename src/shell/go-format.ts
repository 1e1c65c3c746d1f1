// Values as Go's standard library reads and prints them: the official CLI is written in Go, and its
// messages and requests show it. Sources: https://pkg.go.dev/strconv and https://pkg.go.dev/net/url

const named: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

/** As `%q` prints a text: `say "hi"` gives `"say \"hi\""`. */
export function quote(text: string): string {
  const body = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, escapeCharacter);
  return `"${body}"`;
}

function escapeCharacter(character: string): string {
  const known = named.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** As `%q` prints one byte, which is what a shorthand flag is to Go. */
export function quoteByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === "'") return "'\\''";
  return `'${quote(character).slice(1, -1).replace('\\"', '"')}'`;
}

/** Either the value, or what Go says is wrong with the text. */
export type Parsed<Value> = { readonly value: Value } | { readonly error: string };

const truths = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falsehoods = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

export function parseBoolean(text: string): Parsed<boolean> {
  if (truths.has(text)) return { value: true };
  if (falsehoods.has(text)) return { value: false };
  return { error: `strconv.ParseBool: parsing ${quote(text)}: invalid syntax` };
}

const digits =
  /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;
const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/**
 * Base 0: `0x10`, `0b1`, `0o17` and `017` are read as what they look like, `1_000` too. 64 bits.
 */
export function parseInteger(text: string): Parsed<bigint> {
  const fail = (reason: string): Parsed<bigint> => ({
    error: `strconv.ParseInt: parsing ${quote(text)}: ${reason}`,
  });
  if (!digits.test(text)) return fail('invalid syntax');
  const size = toBigInt(text.replace(/^[+-]/, '').replaceAll('_', ''));
  const value = text.startsWith('-') ? -size : size;
  return value < least || value > most ? fail('value out of range') : { value };
}

/** Longer than any 64-bit number: cut, so that a megabyte of digits is not multiplied out. */
const digitsMax = 80;

function toBigInt(unsigned: string): bigint {
  const octal = /^0[0-7]+$/.test(unsigned) ? `0o${unsigned.slice(1)}` : unsigned;
  if (octal.length <= digitsMax) return BigInt(octal);
  const prefix = /^0[xXoObB]/.exec(octal)?.[0] ?? '';
  const rest = octal.slice(prefix.length).replace(/^0+/, '');
  return BigInt(prefix + (rest.slice(0, digitsMax) || '0'));
}

/** `url.QueryEscape`: a blank becomes `+`; only letters, digits and `- _ . ~` stay. */
export function queryEscape(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'))
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * `strings.TrimSpace`: Unicode's white space, which JavaScript takes for all but two characters.
 */
export function trimSpace(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charAt(from))) from += 1;
  while (to > from && isSpace(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isSpace(character: string): boolean {
  return character === '\u0085' || (character !== '\uFEFF' && character.trim() === '');
}
