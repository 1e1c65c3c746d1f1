// How many columns text takes in a terminal, counted by grapheme cluster: a reader's character.

import { eastAsianWidth } from 'get-east-asian-width';

/** Columns of one grapheme cluster. 0 only where nothing in it takes room, as in a lone joiner. */
export type Width = 0 | 1 | 2;

/** Made when first needed: it takes a browser tens of milliseconds. */
let segmenter: Intl.Segmenter | undefined;

function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Of a piece: some engines need time by the square of what they are given. */
const pieceUnits = 1024;

/** What a text is made of, piece by piece. A cluster that a piece may have cut begins the next one. */
function* eachCluster(text: string): Generator<string> {
  let units = pieceUnits;
  for (let from = 0; from < text.length;) {
    const isLast = from + units >= text.length;
    const taken = text.slice(from, from + units);
    // Half a character is no part of any cluster.
    const piece = isLast ? taken : taken.replace(/[\ud800-\udbff]$/, '');
    const found = Array.from(segments(piece), ({ segment }) => segment);
    const cut = isLast ? '' : (found.pop() ?? '');
    yield* found;
    from += piece.length - cut.length;
    units = found.length > 0 ? pieceUnits : units * 2;
  }
}

/** Latin and its punctuation: each character a cluster of its own, one column wide. */
const plainText = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]*$/;

const zeroWidth = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
const emoji = /^\p{Emoji}$/u;

const emojiSelector = 0xfe0f;

export function clusters(text: string): string[] {
  if (plainText.test(text)) return text.split('');
  return [...eachCluster(text)];
}

/** The cluster of `text` that holds the UTF-16 unit at `index`; undefined past the end. */
export function clusterAt(text: string, index: number): Intl.SegmentData | undefined {
  return segments(text).containing(index);
}

export function textWidth(text: string): number {
  if (plainText.test(text)) return text.length;
  let columns = 0;
  for (const cluster of eachCluster(text)) columns += clusterWidth(cluster);
  return columns;
}

/**
 * As wide as its widest part; two columns where a selector or a pair of flag letters makes an
 * emoji. Never shrinks as code points are added, so a terminal may count while it reads.
 */
export function clusterWidth(cluster: string): Width {
  let width: Width = 0;
  let before = 0;
  for (const character of cluster) {
    const codePoint = character.codePointAt(0) ?? 0;
    const own = isEmojiPair(before, codePoint) ? 2 : codePointWidth(codePoint);
    if (own > width) width = own;
    if (width === 2) return 2;
    before = codePoint;
  }
  return width;
}

/** Columns of a code point that stands alone. */
export function codePointWidth(codePoint: number): Width {
  if (codePoint < 0x7f) return codePoint < 0x20 ? 0 : 1;
  if (codePoint < 0x300) return codePoint < 0xa0 ? 0 : 1;
  if (isHangulTail(codePoint) || zeroWidth.test(String.fromCodePoint(codePoint))) return 0;
  return eastAsianWidth(codePoint) as Width;
}

/** Vowels and final consonants, which are drawn inside the syllable's first letter. */
function isHangulTail(codePoint: number): boolean {
  return (
    (codePoint >= 0x1160 && codePoint <= 0x11ff) || (codePoint >= 0xd7b0 && codePoint <= 0xd7ff)
  );
}

function isEmojiPair(before: number, codePoint: number): boolean {
  if (codePoint === emojiSelector) return emoji.test(String.fromCodePoint(before));
  return isFlagLetter(before) && isFlagLetter(codePoint);
}

function isFlagLetter(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

/** Cut to `columns`, with an ellipsis in the last of them where something had to go. */
export function truncate(text: string, columns: number): string {
  if (text.length <= columns && plainText.test(text)) return text;
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const cluster of clusters(text)) {
    width += clusterWidth(cluster);
    if (width > columns - 1) break;
    kept += cluster;
  }
  return columns > 0 ? `${kept}…` : '';
}

/** Filled with spaces to `columns`; longer text stays as it is. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}
