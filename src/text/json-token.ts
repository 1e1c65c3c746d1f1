// JSON text to tokens that keep every literal as it was written, such as `1e5` and `"\u00e9"`.

export interface JsonToken {
  readonly type: 'open' | 'close' | 'comma' | 'colon' | 'key' | 'string' | 'number' | 'word';
  /** As in the source; strings with their quotes. */
  readonly text: string;
}

/** Deeper than this, indents alone would fill megabytes. */
export const depthMax = 4000;

/** Undefined where the text is not one JSON value, or one too deep to be laid out. Linear time. */
export function readJson(source: string): readonly JsonToken[] | undefined {
  const tokens: JsonToken[] = [];
  const brackets: string[] = [];
  let state: State = 'value';
  let index = 0;

  while (index < source.length) {
    const text = lexemeAt(source, index);
    if (text === undefined) return undefined;
    index += text.length;
    if (isBlank(text)) continue;
    const token = { type: typeOf(text, state), text };
    const next = follow(token, state, brackets);
    if (next === undefined) return undefined;
    state = next;
    tokens.push(token);
  }
  return state === 'after' && brackets.length === 0 ? tokens : undefined;
}

/**
 * What may stand next: `first` is the place behind an opening bracket, where it may close at once.
 */
type State = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'after';

const simple = /[ \t\n\r]+|[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const stringText = /[^"\\\u0000-\u001F]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function lexemeAt(source: string, index: number): string | undefined {
  if (source.charAt(index) === '"') return stringAt(source, index);
  simple.lastIndex = index;
  return simple.exec(source)?.[0];
}

function stringAt(source: string, index: number): string | undefined {
  let end = index + 1;
  while (source.charAt(end) !== '"') {
    stringText.lastIndex = end;
    if (!stringText.test(source)) return undefined;
    end = stringText.lastIndex;
  }
  return source.slice(index, end + 1);
}

function isBlank(text: string): boolean {
  return ' \t\n\r'.includes(text.charAt(0));
}

function typeOf(text: string, state: State): JsonToken['type'] {
  const first = text.charAt(0);
  if (first === '{' || first === '[') return 'open';
  if (first === '}' || first === ']') return 'close';
  if (first === ',') return 'comma';
  if (first === ':') return 'colon';
  if (first === '"') return state === 'key' || state === 'first key' ? 'key' : 'string';
  return first === 't' || first === 'f' || first === 'n' ? 'word' : 'number';
}

/** The state behind the token; undefined where the token may not stand there. */
function follow({ type, text }: JsonToken, state: State, brackets: string[]): State | undefined {
  const isValuePlace = state === 'value' || state === 'first value';
  switch (type) {
    case 'open':
      if (!isValuePlace) return undefined;
      if (brackets.push(text) > depthMax) return undefined;
      return text === '{' ? 'first key' : 'first value';
    case 'close':
      return close(text, state, brackets);
    case 'comma':
      if (state !== 'after' || brackets.length === 0) return undefined;
      return brackets.at(-1) === '{' ? 'key' : 'value';
    case 'colon':
      return state === 'colon' ? 'value' : undefined;
    case 'key':
      return 'colon';
    case 'string':
    case 'number':
    case 'word':
      return isValuePlace ? 'after' : undefined;
  }
}

function close(text: string, state: State, brackets: string[]): State | undefined {
  const isEmpty = state === (text === '}' ? 'first key' : 'first value');
  if (state !== 'after' && !isEmpty) return undefined;
  return brackets.pop() === (text === '}' ? '{' : '[') ? 'after' : undefined;
}
