// Reads JSON, and tells what is wrong with a text as Go's encoding/json does. Source:
// https://pkg.go.dev/encoding/json

import { RecipeError } from './recipe.ts';

/** Throws RecipeError. Objects keep names such as `__proto__` as their own. */
export function parseGoJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RecipeError(complaint(text));
  }
}

interface Scan {
  readonly text: string;
  index: number;
}

/** Walks through the text until the first thing that does not fit. */
function complaint(text: string): string {
  const scan = { text, index: 0 };
  try {
    readValue(scan, 'looking for beginning of value');
    skipBlank(scan);
    if (scan.index < text.length) return unexpected(scan, 'after top-level value').message;
  } catch (error) {
    if (error instanceof RecipeError) return error.message;
    throw error;
  }
  return 'unexpected end of JSON input';
}

function unexpected({ text, index }: Scan, where: string): RecipeError {
  const character = text.codePointAt(index);
  if (character === undefined) return new RecipeError('unexpected end of JSON input');
  return new RecipeError(`invalid character ${quoted(String.fromCodePoint(character))} ${where}`);
}

const named = new Map([
  ["'", "'\\''"],
  ['"', `'"'`],
  ['\n', "'\\n'"],
  ['\t', "'\\t'"],
  ['\r', "'\\r'"],
]);

function quoted(character: string): string {
  return named.get(character) ?? `'${character}'`;
}

const blank = /[ \t\r\n]*/y;

function skipBlank(scan: Scan): void {
  blank.lastIndex = scan.index;
  scan.index += blank.exec(scan.text)?.[0].length ?? 0;
}

/** The next character that is no blank; empty at the end. */
function peek(scan: Scan): string {
  skipBlank(scan);
  return scan.text.charAt(scan.index);
}

function readValue(scan: Scan, where: string): void {
  const sign = peek(scan);
  if (sign === '{') return readObject(scan);
  if (sign === '[') return readArray(scan);
  if (sign === '"') return readString(scan);
  const literal = ['true', 'false', 'null'].find((word) => word.startsWith(sign) && sign !== '');
  if (literal) return readLiteral(scan, literal);
  if (/[-0-9]/.test(sign)) return readNumber(scan);
  throw unexpected(scan, where);
}

function readObject(scan: Scan): void {
  scan.index += 1;
  if (peek(scan) === '}') return void (scan.index += 1);
  for (;;) {
    if (peek(scan) !== '"') throw unexpected(scan, 'looking for beginning of object key string');
    readString(scan);
    if (peek(scan) !== ':') throw unexpected(scan, 'after object key');
    scan.index += 1;
    readValue(scan, 'looking for beginning of value');
    const sign = peek(scan);
    if (sign !== '}' && sign !== ',') throw unexpected(scan, 'after object key:value pair');
    scan.index += 1;
    if (sign === '}') return;
  }
}

function readArray(scan: Scan): void {
  scan.index += 1;
  if (peek(scan) === ']') return void (scan.index += 1);
  for (;;) {
    readValue(scan, 'looking for beginning of value');
    const sign = peek(scan);
    if (sign !== ']' && sign !== ',') throw unexpected(scan, 'after array element');
    scan.index += 1;
    if (sign === ']') return;
  }
}

function readString(scan: Scan): void {
  for (scan.index += 1; ; scan.index += 1) {
    const sign = scan.text.charAt(scan.index);
    if (sign === '"') return void (scan.index += 1);
    if (sign < ' ') throw unexpected(scan, 'in string literal');
    if (sign !== '\\') continue;
    scan.index += 1;
    const escape = scan.text.charAt(scan.index);
    if (!/["\\/bfnrtu]/.test(escape)) throw unexpected(scan, 'in string escape code');
    if (escape === 'u') readHex(scan);
  }
}

function readHex(scan: Scan): void {
  for (let count = 0; count < 4; count += 1) {
    scan.index += 1;
    if (!/[0-9a-fA-F]/.test(scan.text.charAt(scan.index))) {
      throw unexpected(scan, 'in \\u hexadecimal character escape');
    }
  }
}

function readLiteral(scan: Scan, word: string): void {
  for (const letter of word) {
    if (scan.text.charAt(scan.index) !== letter) {
      throw unexpected(scan, `in literal ${word} (expecting ${quoted(letter)})`);
    }
    scan.index += 1;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(scan: Scan): void {
  number.lastIndex = scan.index;
  const found = number.exec(scan.text)?.[0];
  if (found === undefined) {
    scan.index += 1;
    throw unexpected(scan, 'in numeric literal');
  }
  scan.index += found.length;
}
