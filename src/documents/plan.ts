// Which blocks of a document are snippets, what each builds on, and what it is expected to print. Pure.

import { isCommand } from '../snippets/find.ts';
import { spotOfBlock, type Finding } from './finding.ts';
import type { Block, Heading, Piece, Span } from './piece.ts';
import { wrongNames } from './run-order.ts';
import { stepsIn, type ShownLines, type Step } from './steps.ts';

export interface Expected extends ShownLines {
  readonly block: Block;
}

export interface PlannedStep extends Omit<Step, 'shown'> {
  readonly block: Block;
  readonly expected: Expected | undefined;
}

export interface Snippet {
  readonly block: Block;
  readonly steps: readonly PlannedStep[];
}

export interface Plan {
  readonly snippets: readonly Snippet[];
  readonly spans: readonly Span[];
  readonly findings: readonly Finding[];
}

export function planOf(pieces: readonly Piece[]): Plan {
  const taken = new Set<Block>();
  const snippets = pieces.flatMap((piece, index) => {
    if (piece.type !== 'block' || !isSnippet(piece)) return [];
    const expected = expectedBehind(pieces.slice(index + 1));
    if (expected) taken.add(expected);
    return [snippetOf(piece, expected)];
  });
  const blocks = pieces.filter((piece) => piece.type === 'block');
  const lonely = blocks
    .filter((block) => block.info.isOutput && !taken.has(block))
    .map((block): Finding => {
      const message = 'This output belongs to no snippet.';
      return { code: 'lonely-output', message, ...spotOfBlock(block) };
    });
  const spans = pieces.filter((piece) => piece.type === 'span');
  return { snippets, spans, findings: [...lonely, ...wrongWords(blocks), ...wrongNames(snippets)] };
}

/** Other tools read words of their own, so those of blocks that are no snippets are theirs. */
function wrongWords(blocks: readonly Block[]): readonly Finding[] {
  return blocks
    .filter((block) => isSnippet(block) || block.info.language === 'stripe')
    .flatMap((block) =>
      block.info.mistakes.map((message): Finding => {
        return { code: 'unknown-word', message, ...spotOfBlock(block) };
      }),
    );
}

function isSnippet({ text, info }: Block): boolean {
  if (info.isOutput) return false;
  return isCommand(text) || (info.language === 'stripe' && stepsIn(text).length > 0);
}

function snippetOf(block: Block, expected: Block | undefined): Snippet {
  const steps = stepsIn(block.text);
  return {
    block,
    steps: steps.map(({ command, line, shown }, index) => {
      const behind = index === steps.length - 1 && expected ? wholeOf(expected) : undefined;
      return { block, command, line, expected: shown ? { block, ...shown } : behind };
    }),
  };
}

function wholeOf(block: Block): Expected {
  return { block, text: block.text, line: 0, lineCount: block.lineCount };
}

const outputLanguages = new Set([
  '',
  'json',
  'jsonc',
  'json5',
  'text',
  'txt',
  'plaintext',
  'plain',
  'console',
  'output',
  'none',
]);

/** The next block, where it shows an output: with its own word for it, or in the same section. */
function expectedBehind(pieces: readonly Piece[]): Block | undefined {
  let isSection = true;
  for (const piece of pieces) {
    if (piece.type === 'heading') isSection &&= isTabName(piece);
    if (piece.type !== 'block') continue;
    if (piece.info.isOutput) return piece;
    const isOutput =
      isSection &&
      piece.info.mode !== 'off' &&
      outputLanguages.has(piece.info.language) &&
      !isSnippet(piece) &&
      !/^\s*[$#] /.test(piece.text);
    return isOutput ? piece : undefined;
  }
  return undefined;
}

/** Above the tabs of a code block some sites write such headings into their Markdown. */
const languageName = /^(bash|shell|sh|zsh|cli|stripe cli|terminal|console|json|text)$/i;
const resultName = /^((example|sample) )?(output|response|result)$/i;

function isTabName({ text }: Heading): boolean {
  const name = text.trim();
  return languageName.test(name) || resultName.test(name);
}
