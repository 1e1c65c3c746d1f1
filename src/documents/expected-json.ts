// Reads the JSON that a document shows: with comments, trailing commas, and … for what is left out.
// The one home of jsonc-parser.

import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';

/** Offsets count UTF-16 units of the text that the document shows. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export type Shown =
  | (Stretch & { readonly type: 'any' })
  | (Stretch & { readonly type: 'scalar'; readonly value: string | number | boolean | null })
  | (Stretch & { readonly type: 'array'; readonly elements: readonly Shown[] })
  | (Stretch & { readonly type: 'object'; readonly members: readonly Member[] });

/** From the beginning of the name to the end of the value. */
export interface Member extends Stretch {
  readonly name: string;
  readonly value: Shown;
}

export type ReadJson =
  | { readonly type: 'read'; readonly root: Shown }
  | { readonly type: 'broken'; readonly message: string; readonly at: number };

export function readShownJson(text: string): ReadJson {
  const whole = withoutGaps(text);
  const errors: ParseError[] = [];
  const root = parseTree(whole.text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error || !root) {
    const words = error ? printParseErrorCode(error.error) : 'ValueExpected';
    const message = words.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
    return { type: 'broken', message, at: whole.origin(error?.offset ?? 0) };
  }
  return { type: 'read', root: toShown(root, whole.origin) };
}

const gapName = '…';

interface Whole {
  readonly text: string;
  origin(offset: number): number;
}

/**
 * Each … becomes a member of that name, or a text, with the commas it needs. Reads the tokens once,
 * and remembers where each came from.
 */
function withoutGaps(source: string): Whole {
  const origins: { readonly at: number; readonly from: number }[] = [];
  const open: string[] = [];
  let text = '';
  let before = '{';
  let isBehindGap = false;

  for (const { token, from } of tokensOf(source)) {
    let added = token;
    if (isGapToken(token) && open.length > 0) {
      const isValue = before === ':';
      const isMember = open.at(-1) === '{' && !isValue;
      const needsComma = !isValue && !'[{,'.includes(before);
      added = `${needsComma ? ',' : ''}"${gapName}"${isMember ? ':0' : ''}`;
      before = added;
      isBehindGap = true;
    } else if (!isTrivia(token)) {
      if (isBehindGap && !',]}'.includes(token)) added = `,${token}`;
      isBehindGap = false;
      if (token === '{' || token === '[') open.push(token);
      if (token === '}' || token === ']') open.pop();
      before = token;
    }
    origins.push({ at: text.length + added.length - token.length, from });
    text += added;
  }
  return {
    text,
    origin(offset) {
      const found = origins.findLast(({ at }) => at <= offset);
      return found ? Math.min(found.from + offset - found.at, source.length) : 0;
    },
  };
}

interface Token {
  readonly token: string;
  readonly from: number;
}

function* tokensOf(source: string): Iterable<Token> {
  const scanner = createScanner(source, false);
  for (let from = 0; from < source.length; from += scanner.getTokenLength()) {
    scanner.scan();
    yield { token: source.slice(from, from + scanner.getTokenLength()), from };
  }
}

function isTrivia(token: string): boolean {
  return /^(\s|\/\/|\/\*)/.test(token);
}

/** As it stands, or as all that a comment says. */
function isGapToken(token: string): boolean {
  return /^(\/\/|\/\*)?\s*(…|\.\.\.)/.test(token);
}

function toShown(node: Node, origin: Whole['origin']): Shown {
  const from = origin(node.offset);
  const stretch = { from, to: origin(node.offset + node.length - 1) + 1 };
  const children = node.children ?? [];
  if (node.type === 'object') {
    const members = children.flatMap((property): readonly Member[] => {
      const [name, value] = property.children ?? [];
      if (!name || !value) return [];
      const shown = toShown(value, origin);
      if (name.value === gapName) return [];
      return [
        { name: String(name.value), value: shown, from: origin(property.offset), to: shown.to },
      ];
    });
    return { ...stretch, type: 'object', members };
  }
  if (node.type === 'array')
    return { ...stretch, type: 'array', elements: children.map((child) => toShown(child, origin)) };
  if (node.value === gapName || node.value === '...') return { ...stretch, type: 'any' };
  return { ...stretch, type: 'scalar', value: node.value as string | number | boolean | null };
}
