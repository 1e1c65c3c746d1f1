import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandWords } from '../../src/shell/expand.ts';
import { lex } from '../../src/shell/lexer.ts';
import type { Word } from '../../src/shell/token.ts';

const variables = new Map([
  ['A', 'one'],
  ['B', 'two words'],
  ['EMPTY', ''],
  ['?', '3'],
]);

function wordsOf(source: string): readonly string[] {
  const words = lex(source).tokens.filter((token): token is Word => token.type === 'word');
  return expandWords(words, (name) => variables.get(name)).map(({ text }) => text);
}

function problemOf(source: string): string {
  return lex(source).problem?.message ?? '';
}

describe('words', () => {
  test.each([
    ['a  b\tc', ['a', 'b', 'c']],
    [`'a b' "c d"`, ['a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`'' ""`, ['', '']],
    [`a\\ b \\'c`, ['a b', "'c"]],
    [`"a\\"b\\\\c\\nd\\$e"`, ['a"b\\c\\nd$e']],
    [`'it'"'"'s'`, ["it's"]],
    [`a\\\nb "c\\\nd"`, ['ab', 'cd']],
    [`"one\ntwo"`, ['one\ntwo']],
    [`$'line1\\nline2\\t\\x41\\101\\u00e9\\'q'`, ["line1\nline2\tAA\u00e9'q"]],
    [`$'\\xe2\\x82\\xac' $'a\\0b' $'\\q'`, ['€', 'a', '\\q']],
    [`$"hello"`, ['hello']],
    ['a # b', ['a']],
    ['a#b \\#c', ['a#b', '#c']],
    ['$A "$A" \'$A\' ${A}x', ['one', 'one', '$A', 'onex']],
    ['$B', ['two', 'words']],
    ['"$B"', ['two words']],
    ['x$B"y"', ['xtwo', 'wordsy']],
    ['$EMPTY a "$EMPTY"', ['a', '']],
    ['$UNSET', []],
    ['$A\\\nB-"$A\\\n"', ['-one']],
    ['$? $1 $', ['3', '$']],
    ['100% a$ "b$"', ['100%', 'a$', 'b$']],
    [`'{"a":[1,2]}' '*' "?" '~'`, ['{"a":[1,2]}', '*', '?', '~']],
    ['--items[0][price]=x --a[b] -d m[x]=*', ['--items[0][price]=x', '--a[b]', '-d', 'm[x]=*']],
    ['{} {a} {{ID}} a,b', ['{}', '{a}', '{{ID}}', 'a,b']],
    ['日本 "😀" é', ['日本', '😀', 'é']],
  ])('%s', (source, words) => {
    expect(wordsOf(source)).toEqual(words);
    expect(problemOf(source)).toBe('');
  });
});

describe('places', () => {
  test('every token knows the stretch of source that it came from', () => {
    const source = `A=1 stripe get 'a b' && x # end`;
    expect(lex(source).tokens.map(({ from, to }) => source.slice(from, to))).toEqual([
      'A=1',
      'stripe',
      'get',
      "'a b'",
      '&&',
      'x',
      '# end',
    ]);
  });

  test('tokens stand in order, and between them there is nothing but blanks and continuations', () => {
    const pieces = fc.constantFrom(
      ...['a', ' ', '\n', "'b'", '"c $A"', '\\\n', ';', '&&', '|', '# d', '$A', "$'e'", '\\ ', '<'],
      ...['$(', '`', '>', '(', "'", '"', '\\', '{', ',', '}', '~', '*', '😀', '\t', '\r\n', '&'],
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const source = parts.join('');
        let at = 0;
        for (const { from, to } of lex(source).tokens) {
          expect(source.slice(at, from).replaceAll(/\\\r?\n/g, '')).toMatch(/^[ \t\r]*$/);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(source.slice(at).replaceAll(/\\\r?\n/g, '')).toMatch(/^[ \t\r]*$/);
      }),
    );
  });
});

describe('what is not this shell’s', () => {
  test.each([
    ['a $(b $(c `d`))', 'command substitution `'],
    [`a ${'$('.repeat(21)}`, '$(…) inside of more than 20 others is not supported'],
    ['"a `b`"', 'command substitution `'],
    ['a $((1+1))', 'arithmetic $(('],
    ['a >| b', 'redirection with >|'],
    ['a >& b', 'redirection with >&'],
    ['a 1>&2', 'redirection with >&'],
    ['a <> b', 'redirection with <>'],
    ['a >(b)', 'redirection with >'],
    ['a <<- EOF', 'redirection with <<-'],
    ['a <<< b', 'redirection with <<<'],
    ['a << EOF\n$b\nEOF', 'here-documents with $'],
    ['a <(b)', 'redirection with <('],
    ['a &', 'background jobs (&)'],
    ['(a)', 'unquoted ('],
    ['a |& b', 'pipes with |&'],
    ['*.json', 'file patterns (*)'],
    ['~/x', 'home folders (~)'],
    ['a{b,c}', 'brace expansion'],
    ['{1..3}', 'brace expansion'],
    ['${A:-b}', 'the expansion ${A:-b}'],
    ['"${generate-uuid}"', 'put it in single quotes'],
    ['$$', 'the parameter $$'],
  ])('%s is refused by name', (source, name) => {
    expect(problemOf(source)).toContain(name);
  });

  test('inside single quotes and behind a backslash nothing is refused', () => {
    expect(problemOf("'$(a) `b` > c & (d)' \\$\\(a\\) \\* \\~")).toBe('');
  });
});

describe('any text', () => {
  test('never throws and never loses a quoted text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => lex(text)).not.toThrow();
        const single = `'${text.replaceAll("'", `'"'"'`)}'`;
        expect(wordsOf(single)).toEqual([text]);
        const double = `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`;
        expect(wordsOf(double)).toEqual([text]);
      }),
      { numRuns: 500 },
    );
  });

  test('a megabyte of anything is read in time that grows with its length only', () => {
    const size = 1_000_000;
    for (const piece of [
      'a',
      'a ',
      "'",
      '"\\',
      '$A',
      '\\',
      "$'\\",
      '$(',
      '{,',
      '|',
      '# ',
      '~*',
      '"$',
    ]) {
      const source = piece.repeat(size / piece.length);
      expect(lex(source).tokens.at(-1)?.to).toBeGreaterThan(size - 4);
    }
  });
});
