// Text to tokens, as bash reads it: quotes, escapes, continuations, comments, variables, operators.
// What bash would do and this shell does not is named as a problem, never read as something else.

import { decodeAnsiC } from './ansi-c-quote.ts';
import { findHereDocument, type HereDocument } from './here-lines.ts';
import { nameOf, nameOfDollar } from './refusal.ts';
import type { Lexed, OperatorText, Part, Problem, Token } from './token.ts';
import { unsupported } from './unsupported.ts';

/** Never throws; takes time in proportion to the length of the text. */
export function lex(source: string): Lexed {
  const scan = createScan(source);
  while (scan.index < source.length) step(scan);
  if (scan.here && scan.index > scan.here.bodyFrom) skipLines(scan, scan.here);
  endWord(scan);
  return { tokens: scan.tokens, problem: scan.problem, isOpen: scan.isOpen };
}

interface Scan {
  readonly source: string;
  readonly tokens: Token[];
  index: number;
  /** Of the word being read; undefined between words. */
  parts: Part[] | undefined;
  wordFrom: number;
  problem: Problem | undefined;
  isOpen: boolean;
  /** Whose lines are still ahead. */
  here: HereDocument | undefined;
  /** Of `$(…)` around it. */
  readonly depth: number;
  /** Whether the parenthesis that ends an inner text has been met. */
  isClosed: boolean;
}

function createScan(source: string): Scan {
  return {
    source,
    tokens: [],
    index: 0,
    parts: undefined,
    wordFrom: 0,
    problem: undefined,
    isOpen: false,
    here: undefined,
    depth: 0,
    isClosed: false,
  };
}

const plain = /[^\s;&|<>()#'"\\$`]+/y;
const blank = /[^\S\n]+/y;
const operator = /\n|;|&&|\|\||\||</y;
const redirection = /(?:(?<![^\s;&|<>])[12])?>>?(?![&|(])|&>>?|(?<![^\s;&|<>])2>&1(?![^\s;&|<>)])/y;
const refused = /\$\(\(|\$\[|`|\|&|&(?!&)|<<<|<<-?|<\(|<>|<&|>\(|>>?&|>\||\(|\)/y;
const comment = /#[^\n]*/y;
const continuation = /\\\r?\n/y;
/** A line may be cut inside of the name. */
const variable =
  /\$(?:(?:\\\r?\n)*([A-Za-z_](?:(?:\\\r?\n)*\w)*|[0-9?@*#])|\{([A-Za-z_]\w*|[0-9]+|[?@*#])\})/y;
const otherBraces = /\$\{[^}'"\n]*\}?/y;
const ownState = /\$[$!-]/y;

/** Reads one thing that is not inside quotes. */
function step(scan: Scan): void {
  const { source, index } = scan;
  if (scan.here && index >= scan.here.bodyFrom) return skipLines(scan, scan.here);
  const where = match(redirection, scan);
  if (where !== undefined)
    return addOperator(scan, index, where.replace('>>', '>').replace(/^1/, ''));
  const text = match(plain, scan);
  if (text !== undefined) return addText(scan, { from: index, text, isQuoted: false });
  if (match(blank, scan) !== undefined) return endWord(scan);
  if (match(continuation, scan) !== undefined) return;
  if (scan.depth > 0 && source.charAt(index) === ')') return closeInner(scan);
  if (source.startsWith('$(', index) && source.charAt(index + 2) !== '(')
    return readSubstitution(scan, false);
  const here = scan.here || scan.depth > 0 ? undefined : findHereDocument(source, index);
  if (here) return addHere(scan, here);
  const bad = match(refused, scan);
  if (bad !== undefined) return refuse(scan, index, bad);
  const sign = match(operator, scan);
  if (sign !== undefined) return addOperator(scan, index, sign);
  if (scan.parts === undefined && match(comment, scan) !== undefined) {
    scan.tokens.push({ type: 'comment', from: index, to: scan.index });
    return;
  }
  const next = source.charAt(index);
  if (next === "'") return readSingle(scan);
  if (next === '"') return readDouble(scan);
  if (next === '\\') return readEscape(scan);
  if (next === '$') return readDollar(scan, false);
  scan.index += 1;
  addText(scan, { from: index, text: next, isQuoted: false });
}

/** Moves behind the match, where the pattern holds at the present place. */
function match(pattern: RegExp, scan: Scan): string | undefined {
  pattern.lastIndex = scan.index;
  const found = pattern.exec(scan.source)?.[0];
  if (found !== undefined) scan.index += found.length;
  return found;
}

interface Piece {
  readonly from: number;
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The part reaches from `piece.from` to the present place. */
function addText(scan: Scan, piece: Piece): void {
  addPart(scan, { type: 'text', ...piece, to: scan.index });
}

function addPart(scan: Scan, part: Part): void {
  if (scan.parts === undefined) {
    scan.parts = [];
    scan.wordFrom = part.from;
  }
  scan.parts.push(part);
}

function endWord(scan: Scan): void {
  const { parts, wordFrom } = scan;
  if (parts === undefined) return;
  scan.parts = undefined;
  const to = parts.at(-1)?.to ?? wordFrom;
  const message = unsupported(parts);
  if (message) addProblem(scan, { message, from: wordFrom, to });
  scan.tokens.push({ type: 'word', parts, from: wordFrom, to });
}

function addOperator(scan: Scan, from: number, sign: string): void {
  endWord(scan);
  scan.tokens.push({ type: 'operator', text: sign as OperatorText, from, to: scan.index });
}

/** The lines are the word behind `<<`; they are passed over when the scan comes to them. */
function addHere(scan: Scan, here: HereDocument): void {
  const { index: from } = scan;
  const { to, text } = here;
  scan.index = from + 2;
  addOperator(scan, from, '<<');
  const word = { from: from + 2, to };
  if (here.isExpanded) addProblem(scan, { message: bareHere, ...word });
  scan.tokens.push({
    type: 'word',
    parts: [{ type: 'text', text, isQuoted: true, ...word }],
    ...word,
  });
  scan.isOpen ||= here.isOpen;
  scan.here = here;
  scan.index = to;
}

const bareHere = "here-documents with $, ` or \\ need a word in quotes in this shell: << 'EOF'";

function skipLines(scan: Scan, { bodyFrom, bodyTo }: HereDocument): void {
  const { index } = scan;
  scan.here = undefined;
  if (index > bodyFrom) {
    const message = 'a quote may not run into the lines that belong to <<';
    addProblem(scan, { message, from: bodyFrom, to: index });
  }
  scan.index = Math.max(index, bodyTo);
}

function addProblem(scan: Scan, problem: Problem): void {
  scan.problem ??= problem;
}

/** The sign stays in the word as plain text, so that what follows it still has its place. */
function refuse(scan: Scan, from: number, sign: string): void {
  addProblem(scan, { message: nameOf(sign), from, to: scan.index });
  addText(scan, { from, text: sign, isQuoted: false });
}

function readSingle(scan: Scan): void {
  const { source, index } = scan;
  const end = source.indexOf("'", index + 1);
  const text = source.slice(index + 1, end === -1 ? undefined : end);
  closeQuote(scan, end);
  addText(scan, { from: index, text, isQuoted: true });
}

/** `end` is the place of the closing quote, -1 where there is none. */
function closeQuote(scan: Scan, end: number): void {
  scan.isOpen ||= end === -1;
  scan.index = end === -1 ? scan.source.length : end + 1;
}

const ansiCText = /[^'\\]+/y;

function readAnsiC(scan: Scan): void {
  const { source, index: from } = scan;
  scan.index += 2;
  while (scan.index < source.length && source.charAt(scan.index) !== "'") {
    if (match(ansiCText, scan) === undefined) scan.index += 2;
  }
  const end = scan.index < source.length ? scan.index : -1;
  const body = source.slice(from + 2, end === -1 ? undefined : end);
  closeQuote(scan, end);
  addText(scan, { from, text: decodeAnsiC(body), isQuoted: true });
}

const quotedText = /[^"\\$`]+/y;
const refusedInDouble = /\$\(\(|\$\[|`/y;
const quotedEscape = /\\["\\$`]/y;

/** Inside double quotes only `$`, backquote and a few escapes mean something. */
function readDouble(scan: Scan): void {
  const { source } = scan;
  const from = scan.index;
  scan.index += 1;
  addText(scan, { from, text: '', isQuoted: true });
  while (scan.index < source.length && source.charAt(scan.index) !== '"') stepInDouble(scan);
  const end = scan.index < source.length ? scan.index : -1;
  closeQuote(scan, end);
  addText(scan, { from: scan.index - (end === -1 ? 0 : 1), text: '', isQuoted: true });
}

function stepInDouble(scan: Scan): void {
  const from = scan.index;
  const text = match(quotedText, scan);
  if (text !== undefined) return addText(scan, { from, text, isQuoted: true });
  const escape = match(quotedEscape, scan);
  if (escape !== undefined) return addText(scan, { from, text: escape.charAt(1), isQuoted: true });
  if (match(continuation, scan) !== undefined) return;
  if (scan.source.startsWith('$(', from) && scan.source.charAt(from + 2) !== '(')
    return readSubstitution(scan, true);
  const bad = match(refusedInDouble, scan);
  if (bad !== undefined) return refuse(scan, from, bad);
  if (scan.source.charAt(from) === '$') return readDollar(scan, true);
  scan.index += 1;
  addText(scan, { from, text: '\\', isQuoted: true });
}

/**
 * A backslash at the end of the text asks for a next line; else it takes one character as it is.
 */
function readEscape(scan: Scan): void {
  const from = scan.index;
  const next = scan.source.codePointAt(from + 1);
  const text = next === undefined ? '' : String.fromCodePoint(next);
  scan.isOpen ||= next === undefined;
  scan.index = from + 1 + text.length;
  addText(scan, { from, text, isQuoted: true });
}

const depthMax = 20;

/** From `$(` to the parenthesis that belongs to it: what is between is a line of its own. */
function readSubstitution(scan: Scan, isQuoted: boolean): void {
  const { source, index: from, depth } = scan;
  const inner: Scan = { ...createScan(source), index: from + 2, depth: depth + 1 };
  if (depth >= depthMax) {
    const message = `$(…) inside of more than ${depthMax} others is not supported in this shell`;
    addProblem(scan, { message, from, to: source.length });
    inner.index = source.length;
  }
  while (inner.index < source.length && !inner.isClosed) step(inner);
  endWord(inner);
  const end = inner.isClosed ? inner.index - 1 : inner.index;
  if (inner.problem) addProblem(scan, inner.problem);
  scan.isOpen ||= !inner.isClosed;
  scan.index = inner.index;
  const text = source.slice(from + 2, end);
  addPart(scan, { type: 'substitution', source: text, isQuoted, from, to: scan.index });
}

function closeInner(scan: Scan): void {
  endWord(scan);
  scan.index += 1;
  scan.isClosed = true;
}

function readDollar(scan: Scan, isQuoted: boolean): void {
  const from = scan.index;
  const next = scan.source.charAt(from + 1);
  if (!isQuoted && next === "'") return readAnsiC(scan);
  if (!isQuoted && next === '"') {
    scan.index += 1;
    return readDouble(scan);
  }
  variable.lastIndex = from;
  const found = variable.exec(scan.source);
  if (found) {
    scan.index += found[0].length;
    const name = (found[1] ?? found[2] ?? '').replaceAll(/\\\r?\n/g, '');
    return addPart(scan, { type: 'variable', name, isQuoted, from, to: scan.index });
  }
  const other = match(otherBraces, scan) ?? match(ownState, scan);
  if (other !== undefined) addProblem(scan, { message: nameOfDollar(other), from, to: scan.index });
  else scan.index += 1;
  addText(scan, { from, text: other ?? '$', isQuoted });
}
