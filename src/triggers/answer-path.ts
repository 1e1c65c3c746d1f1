// Looks a value up in an answer, as in `data.0.id`: the part of GJSON's paths that fixtures use.
// Source: https://github.com/tidwall/gjson/blob/master/SYNTAX.md

/** As text; undefined where there is nothing, or null, or empty text. */
export function lookUp(answer: unknown, path: string): string | undefined {
  return textOf(follow(answer, splitPath(path))) || undefined;
}

/** A backslash takes the special meaning of the next character away. */
function splitPath(path: string): readonly string[] {
  const parts = path.match(/(?:\\.|[^.\\])+/gs) ?? [];
  return parts.map((part) => part.replaceAll(/\\(.)/gs, '$1'));
}

function follow(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (Array.isArray(value)) return followList(value, part, rest);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
  return follow((value as Record<string, unknown>)[part], rest);
}

/** `#` is the length; with more behind it, that of every item. */
function followList(list: readonly unknown[], part: string, rest: readonly string[]): unknown {
  if (part !== '#') return /^\d+$/.test(part) ? follow(list[Number(part)], rest) : undefined;
  if (rest.length === 0) return list.length;
  return list.map((item) => follow(item, rest)).filter((found) => found !== undefined);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
