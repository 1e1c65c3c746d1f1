// Reads a Markdown or MDX document into its pieces. The one home of the Markdown parser.

import type { Code, InlineCode, Nodes, Root } from 'mdast';
import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { mdxjs } from 'micromark-extension-mdxjs';
import { visit } from 'unist-util-visit';
import { readFenceInfo } from '../snippets/fence-info.ts';
import { blocksInHtml, shellsInHtml } from './html-blocks.ts';
import { blockOfElement, shellOfElement } from './jsx-block.ts';
import type { Block, Piece } from './piece.ts';

/** In the order of the document. Throws SyntaxError for MDX that is none, with `line` and `column`. */
export function readPieces(source: string, isMdx: boolean): readonly Piece[] {
  const root = parse(source, isMdx);
  const pieces: Piece[] = [];
  visit(root, (node) => void pieces.push(...piecesOf(node, source)));
  return pieces;
}

const extensions = [gfm(), frontmatter(['yaml', 'toml'])];
const readers = [gfmFromMarkdown(), frontmatterFromMarkdown(['yaml', 'toml'])];
const markdown: Options = { extensions, mdastExtensions: readers };
const mdx: Options = {
  extensions: [...extensions, mdxjs()],
  mdastExtensions: [...readers, mdxFromMarkdown()],
};

function parse(source: string, isMdx: boolean): Root {
  try {
    return fromMarkdown(source, isMdx ? mdx : markdown);
  } catch (error) {
    const { line, column, reason } = Object(error) as Record<string, unknown>;
    const message = typeof reason === 'string' ? reason : String(error);
    // Of a tag that is not closed only the message tells the place.
    const [, first = 1, second = 1] = /\((\d+):(\d+)-/.exec(message) ?? [];
    const place = { line: Number(line ?? first), column: Number(column ?? second) };
    throw Object.assign(new SyntaxError(message), place);
  }
}

function piecesOf(node: Nodes, source: string): readonly Piece[] {
  const { line = 1, column = 1, offset = 0 } = node.position?.start ?? {};
  const start = { line, column, offset };
  switch (node.type) {
    case 'code':
      return [codeBlock(node, source)];
    case 'inlineCode':
      return [{ type: 'span', text: node.value, line, column: column + marksOf(node, source) }];
    case 'heading':
      return [{ type: 'heading', text: textOf(node), depth: node.depth }];
    case 'html':
      return [...shellsInHtml(node.value), ...blocksInHtml(node.value, source, start)];
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      if (node.name === 'sand-shell') return [shellOfElement(node)];
      const block = blockOfElement(node);
      return block ? [block] : [];
    }
    default:
      return [];
  }
}

function codeBlock({ lang, meta, value, position }: Code, source: string): Block {
  const lines = source.split(/\r\n|\n|\r/);
  const text = value.replace(/\r\n?/g, '\n');
  const info = readFenceInfo([lang ?? '', meta ?? ''].join(' '));
  const [first, last] = [position?.start.line ?? 1, position?.end.line ?? 1];
  const isFence = /^(`{3,}|~{3,})/.test(
    (lines[first - 1] ?? '').slice((position?.start.column ?? 1) - 1),
  );
  if (!isFence) {
    const lineCount = text.split('\n').length;
    return { type: 'block', text, info, line: first, lineCount, form: 'indented' };
  }
  const isClosed = last > first && /(`{3,}|~{3,})\s*$/.test(lines[last - 1] ?? '');
  const lineCount = isClosed ? last - first - 1 : text === '' ? 0 : text.split('\n').length;
  return { type: 'block', text, info, line: first + 1, lineCount, form: 'fence' };
}

/** Units before the text of a span: its backticks, and the blank that keeps the text off them. */
function marksOf({ value, position }: InlineCode, source: string): number {
  const [marks = '`'] = /^`+ ?/.exec(source.slice(position?.start.offset ?? 0)) ?? [];
  return value.startsWith(' ') ? marks.trimEnd().length : marks.length;
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}
