// JSON as Go's encoding/json writes it: keys sorted, and what could be HTML escaped.
// Source: https://pkg.go.dev/encoding/json

export type JsonValue =
  string | number | bigint | boolean | null | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Objects become maps, so that no name is special. The text must be JSON. */
export function readJsonValue(text: string): JsonValue {
  return toJsonValue(JSON.parse(text));
}

function toJsonValue(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(toJsonValue);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([name, inner]) => [name, toJsonValue(inner)]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : null;
}

/** `isSorted` false keeps the order of the maps, as of Go's structs. */
export interface JsonStyle {
  /** For each level; empty for everything on one line. */
  readonly indent: string;
  readonly isSorted?: boolean;
}

export function writeJson(value: JsonValue, style: JsonStyle, level = ''): string {
  if (Array.isArray(value)) {
    const items = value.map((item: JsonValue) => writeJson(item, style, level + style.indent));
    return bracket('[]', items, { style, level });
  }
  if (value instanceof Map) {
    const names = [...(value as ReadonlyMap<string, JsonValue>).keys()];
    const colon = style.indent === '' ? ':' : ': ';
    const items = (style.isSorted === false ? names : names.sort()).map((name) => {
      const inner = (value as ReadonlyMap<string, JsonValue>).get(name) ?? null;
      return `${quoteJson(name)}${colon}${writeJson(inner, style, level + style.indent)}`;
    });
    return bracket('{}', items, { style, level });
  }
  return typeof value === 'string' ? quoteJson(value) : String(value);
}

function bracket(
  pair: string,
  items: readonly string[],
  { style, level }: { style: JsonStyle; level: string },
): string {
  const [open = '', close = ''] = pair;
  if (items.length === 0) return pair;
  if (style.indent === '') return open + items.join(',') + close;
  const inner = `\n${level}${style.indent}`;
  return `${open}${inner}${items.join(`,${inner}`)}\n${level}${close}`;
}

const escapes = /[<>&\u2028\u2029]/g;

function quoteJson(text: string): string {
  const whole = text.replace(/\p{Cs}/gu, '\uFFFD');
  return JSON.stringify(whole).replace(escapes, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** As `strconv` prints a float in its shortest form: `1000000` becomes `1e+06`. */
export function formatFloat(value: number): string {
  const [digits = '', power = ''] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
}
