// What of an output differs from run to run, and how that is compared: by its shape. Pure.

/** What the same step gave in two sandboxes, which differ in their seed and in their time. */
export interface Pair<Value> {
  readonly one: Value;
  readonly other: Value;
}

/**
 * The prefix of what looks like an id, as `cus_` of `cus_NffrFeUfNV2Hib`: what follows has a capital
 * or a digit, so that `requires_action` is none. Undefined for other texts.
 */
export function idPrefix(text: string): string | undefined {
  const found = /^((?:[a-z]+_)+)(?:test_|live_)?([A-Za-z0-9]{8,})$/.exec(text);
  return found && /[A-Z0-9]/.test(found[2] ?? '') ? found[1] : undefined;
}

/** What a document may show for an id of that prefix, as `cus_123` or `cus_abc`. */
export function isIdLike(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^\w+$/.test(text.slice(prefix.length));
}

/** With a mark for each stretch of letters and digits that may be random, and for each number. */
export function shapeOf(text: string): string {
  return text
    .replace(/[A-Za-z0-9]{5,}/g, (run) => (/\d|.[A-Z]/.test(run) ? '◊' : run))
    .replace(/(?<![A-Za-z])\d+/g, '◊')
    .replace(/◊+/g, '◊');
}

/** Between 2001 and 2103, in seconds. */
function isTime(value: number): boolean {
  return Number.isInteger(value) && value > 1e9 && value < 4.2e9;
}

/** A time for a time; any number for another. */
export function isNumberLike(shown: number, given: number): boolean {
  return isTime(shown) === isTime(given);
}

/** A text that was not the same in both runs, or may not be in other accounts. */
export function isTextLike(shown: string, given: string): boolean {
  const prefix = idPrefix(given);
  if (prefix !== undefined) return isIdLike(shown, prefix);
  const [owner = '', secret] = given.split('_secret_');
  if (secret !== undefined) return isSecretLike(shown, owner);
  if (/^https?:/.test(given)) return originOf(shown) === originOf(given);
  return shapeOf(shown) === shapeOf(given);
}

/** As `pi_123_secret_abc`: that of an object of the same kind. */
function isSecretLike(shown: string, owner: string): boolean {
  const parts = shown.split('_secret_');
  return parts.length === 2 && isIdLike(parts[0] ?? '', idPrefix(owner) ?? owner);
}

/** Word by word: those that are the same in both runs have to be the same here. */
export function isLineLike(shown: string, { one, other }: Pair<string>): boolean {
  const [words, ones, others] = [wordsIn(shown), wordsIn(one), wordsIn(other)];
  if (words.length !== ones.length || ones.length !== others.length) return false;
  return words.every((word, index) => {
    const [first, second] = [ones[index] ?? '', others[index] ?? ''];
    return first === second ? word === first : isWordLike(word, first);
  });
}

export function wordsIn(line: string): readonly string[] {
  return line.match(/\w+|\W/g) ?? [];
}

/** An id, a number, a word of letters such as a month, or anything else that may be a code. */
function isWordLike(shown: string, given: string): boolean {
  const prefix = idPrefix(given);
  if (prefix !== undefined) return isIdLike(shown, prefix);
  if (/^\d+$/.test(given)) return /^\d+$/.test(shown);
  return /^[A-Z]?[a-z]+$/.test(given) ? /^[A-Z]?[a-z]+$/.test(shown) : /^\w+$/.test(shown);
}

function originOf(url: string): string {
  return /^https?:\/\/[^/?#]*/.exec(url)?.[0] ?? url;
}

/** As `9B1D61CF`, or `Xt5EWLLDS7FJjR1c`: names that differ between accounts, though not by chance. */
const perAccount = /^(fingerprint|invoice_prefix)$/;

/** Where the other sandbox came to nothing, as with a date that is past there, times are known by sight. */
export function mayVary(name: string, { one, other }: Pair<unknown>): boolean {
  if (other !== undefined && one !== other) return true;
  if (typeof one === 'number') return other === undefined && isTime(one);
  return typeof one === 'string' && (idPrefix(one) !== undefined || perAccount.test(name));
}

/** `…` and `...` in a text stand for anything, and so does a placeholder. */
export function fitsWildcards(shown: string, given: string): boolean {
  const parts = shown.split(/…|\.\.\.|\{\{\w+\}\}/);
  if (parts.length === 1) return shown === given;
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!given.startsWith(first) || given.length < first.length + last.length) return false;
  if (!given.endsWith(last)) return false;
  const middle = given.slice(first.length, given.length - last.length);
  let from = 0;
  return others.every((part) => {
    const at = middle.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}
