// Finds `<pre><code>` in the HTML of a Markdown document. Pure.

import { infoOfAttributes } from './block-attributes.ts';
import type { Block, Shell } from './piece.ts';

const block = /<pre(\s[^>]*)?>\s*<code(\s[^>]*)?>([\s\S]*?)<\/code\s*>\s*<\/pre\s*>/dgi;

interface Beginning {
  readonly line: number;
  readonly offset: number;
}

/** `start` is where in the document the HTML begins. What stands in a comment is none. */
export function blocksInHtml(
  html: string,
  source: string,
  { line, offset }: Beginning,
): readonly Block[] {
  // In a list or a quote, lines of the document hold more than the HTML.
  const isWhole = source.startsWith(html, offset);
  const shown = withoutComments(html);
  return Array.from(shown.matchAll(block), (found): Block => {
    const attributes = `${found[1] ?? ''} ${found[2] ?? ''}`;
    const text = textOf(found[3] ?? '');
    const [from, to] = found.indices?.[3] ?? [0, 0];
    const isPlain = isWhole && !/<|\r/.test(found[3] ?? '');
    return {
      type: 'block',
      text,
      info: infoOfAttributes((name) => valueOf(name, attributes)),
      line: line + shown.slice(0, from).split('\n').length - 1,
      lineCount: text.split('\n').length,
      form: 'inline',
      html: isPlain ? { from: offset + from, to: offset + to } : undefined,
    };
  });
}

export function shellsInHtml(html: string): readonly Shell[] {
  const tags = withoutComments(html).matchAll(/<sand-shell(\s[^>]*)>/gi);
  return Array.from(tags, ([, attributes = '']) => ({
    type: 'shell',
    seed: valueOf('seed', attributes),
    now: valueOf('now', attributes),
  }));
}

/** Blank lines and blanks stand for what is taken away, so that lines keep their number. */
function withoutComments(html: string): string {
  return html
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?(-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function valueOf(name: string, attributes: string): string | undefined {
  const found = new RegExp(
    `\\s${name}(?:\\s*=\\s*("[^"]*"|'[^']*'|[^\\s"'>]+))?(?=\\s|$)`,
    'i',
  ).exec(attributes);
  return found ? (found[1] ?? '').replace(/^(["'])(.*)\1$/s, '$2') : undefined;
}

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    hellip: '…',
    mdash: '—',
    ndash: '–',
  }),
);

/** As HTML of a code block; quotes as before. */
export function toHtml(text: string, before: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return before.includes('&quot;') ? escaped.replaceAll('"', '&quot;') : escaped;
}

/** Without tags; a name that is not known stays as it is written. */
function textOf(html: string): string {
  return html
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return named.get(String(name).toLowerCase()) ?? whole;
      const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    });
}
