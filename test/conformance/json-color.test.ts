// Documents made by chance, printed in colours by the official CLI and by this shell: every byte
// must be equal.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Asked } from './answers.ts';
import { inBothShells } from './both-shells.ts';

const seed = 7;
const documentsCount = 42;
const patienceMs = 600_000;

/** As they may come: strings with escapes, numbers in every spelling. */
const literal = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    'null',
    '0',
    '-1',
    '1.50',
    '1e5',
    '-2.5E-7',
    '12345678901234567890',
  ),
  fc.constantFrom('""', '"\\u00e9\\n"', '"\\\\"', '"\\""', '"\\/a\\\\b\\t"', '"\\ud83d\\ude00"'),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => JSON.stringify(text)),
  fc
    .string({ unit: 'grapheme-ascii', minLength: 10, maxLength: 70 })
    .map((text) => JSON.stringify(text)),
);

const key = fc.oneof(
  fc.constantFrom('"id"', '"a long name of a field"', '"é\\""', '""', '"__proto__"', '"x\\u0041"'),
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
);

const blank = fc.constantFrom('', '', ' ', '\n  ', '\t');

const { document } = fc.letrec<{ document: string }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, depthSize: 'large' },
    literal,
    listOf('[]', tie('document')),
    listOf('[]', literal),
    listOf(
      '{}',
      fc
        .tuple(key, blank, tie('document'))
        .map(([name, gap, value]) => `${name}${gap}:${gap}${value}`),
    ),
  ),
}));

function listOf(brackets: string, item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const [open = '', close = ''] = brackets;
  return fc
    .tuple(blank, fc.array(item, { maxLength: 9 }))
    .map(([gap, items]) => open + gap + items.join(`${gap},${gap}`) + gap + close);
}

/** Arrays that just fit on their line, and that just do not: the CLI's layout has quirks there. */
const nearTheEdge = Array.from({ length: 8 }, (_, index) => {
  const words = (count: number): string => `["${'x'.repeat(count)}", "é", 1]`;
  return `{"a": ${words(58 + index)}, "b": [${words(56 + index)}, ${words(56 + index)}, {}]}`;
});

/** Behind an escaped backslash the CLI puts a colour between the bytes of a character: no text. */
const isTorn = (text: string): boolean => /\\\\[^\x00-\x7F]/.test(text);

const documents = [
  ...nearTheEdge,
  ...fc.sample(
    document.filter((text) => !isTorn(text)),
    { seed, numRuns: documentsCount - nearTheEdge.length },
  ),
];

function respond({ path }: Asked): Answer {
  const body = documents[Number(path.split('/').at(-1))] ?? '';
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
}

test.each([['--color on'], ['--color on --dark-style']])(
  `${documentsCount} documents have the CLI’s layout and colours with %s`,
  async (flags) => {
    const lines = documents.map((_, index) => `stripe get /v1/documents/${index} ${flags}`);
    const pairs = await inBothShells(
      lines,
      async (line, shells) => [
        (await shells.theirs(line)).stdout,
        (await shells.ours(line)).stdout,
      ],
      respond,
    );
    for (const [index, [theirs, ours]] of pairs.entries()) {
      expect(ours, documents[index]).toBe(theirs);
    }
  },
  patienceMs,
);
