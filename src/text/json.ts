// JSON as the official CLI prints it where colours are on: laid out anew, every token in its style.

import { layOutJson, type PlacedToken } from './json-layout.ts';
import { readJson, type JsonToken } from './json-token.ts';

/** Codes that begin a style; empty for text in the terminal's own looks. */
export interface JsonPalette {
  readonly key: string;
  readonly string: string;
  readonly number: string;
  readonly boolean: string;
  readonly null: string;
  readonly escape: string;
  readonly punctuation: string;
}

export const standardPalette: JsonPalette = {
  key: '\x1b[1m\x1b[94m',
  string: '\x1b[32m',
  number: '\x1b[33m',
  boolean: '\x1b[36m',
  null: '\x1b[2m',
  escape: '\x1b[35m',
  punctuation: '\x1b[1m',
};

/** For bright backgrounds: the CLI's `--dark-style`. */
export const darkPalette: JsonPalette = {
  key: '\x1b[34m',
  string: '\x1b[30m',
  number: '\x1b[94m',
  boolean: '\x1b[35m',
  null: '\x1b[31m',
  escape: '',
  punctuation: '',
};

/** With a line end behind it. Undefined for text that is not JSON. */
export function colorJson(source: string, palette: JsonPalette): string | undefined {
  const tokens = readJson(source);
  if (tokens === undefined) return undefined;
  const text = layOutJson(tokens).map(painter(palette)).join('');
  return `${text}\n`;
}

/** Laid out in the same way, without colours. Undefined for text that is not JSON. */
export function formatJson(source: string): string | undefined {
  const tokens = readJson(source);
  return (
    tokens &&
    layOutJson(tokens)
      .map(({ before, text }) => before + text)
      .join('')
  );
}

const end = '\x1b[0m';

function paint(style: string, text: string): string {
  return style === '' ? text : style + text + end;
}

/** Remembers the open brackets: a comma between the elements of an array has no style. */
function painter(palette: JsonPalette): (token: PlacedToken) => string {
  const brackets: string[] = [];
  return (token) => {
    if (token.type === 'open') brackets.push(token.text);
    if (token.type === 'close') brackets.pop();
    const isPlain = token.type === 'comma' && brackets.at(-1) === '[';
    return token.before + (isPlain ? token.text : paintToken(token, palette));
  };
}

function paintToken({ type, text }: JsonToken, palette: JsonPalette): string {
  switch (type) {
    case 'key':
      return paintString(text, palette.key, palette.escape);
    case 'string':
      return paintString(text, palette.string, palette.escape);
    case 'number':
      return paint(palette.number, text);
    case 'word':
      return paint(text === 'null' ? palette.null : palette.boolean, text);
    case 'open':
    case 'close':
    case 'comma':
    case 'colon':
      return paint(palette.punctuation, text);
  }
}

/**
 * The string's style ends before each escape and begins again behind it. The CLI takes the second
 * backslash of `\\` for the beginning of one more escape; so does this.
 */
function paintString(text: string, style: string, escapeStyle: string): string {
  if (!text.includes('\\')) return style + text + end;
  const escapeEnd = escapeStyle === '' ? '' : end;
  const pieces = [style];
  let left = 0;
  let index = 0;

  for (const character of text) {
    index += character.length;
    if (character === '\\') {
      pieces.push(end, escapeStyle, character);
      left = text.charAt(index) === 'u' ? 5 : 1;
      continue;
    }
    pieces.push(character);
    if (left === 0) continue;
    left -= 1;
    if (left === 0) pieces.push(escapeEnd, style);
  }
  pieces.push(left > 0 ? escapeEnd : end);
  return pieces.join('');
}
