import { describe, expect, test } from 'vitest';
import { isIncomplete, readScript } from '../../src/shell/script.ts';

const textOf = (parts: readonly { readonly type: string; readonly text?: string }[]): string =>
  parts.map(({ text }) => text ?? '$').join('');

function outline(source: string): string {
  return readScript(source)
    .map(({ when, commands }) => {
      const steps = commands.map(({ assignments, words, redirections }) =>
        [
          ...assignments.map(({ name, value }) => `${name}:=${textOf(value.parts)}`),
          ...words.map(({ parts }) => textOf(parts)),
          ...redirections.map(({ sign, file }) => sign + textOf(file?.parts ?? [])),
        ].join(' '),
      );
      return `${when} ${steps.join(' | ')}`;
    })
    .join('\n');
}

describe('readScript', () => {
  test.each([
    ['a b; c', 'always a b\nalways c'],
    ['a\n\n# no\nb\n', 'always a\nalways b'],
    ['a && b || c', 'always a\nsucceeded b\nfailed c'],
    ['a &&\n b', 'always a\nsucceeded b'],
    ['echo y | stripe x', 'always echo y | stripe x'],
    ['a </dev/null b', 'always a b </dev/null'],
    ['a>/dev/null 2> /dev/null', 'always a >/dev/null 2>/dev/null'],
    ['a >> x 2>&1 1>y &>>z', 'always a >x 2>&1 >y &>z'],
    ['a2>x 3 >x', 'always a2 3 >x >x'],
    ['X=$(a | b) c "$(d)"', 'always X:=$ c $'],
    ['A=1 B="x y" c D=2', 'always A:=1 B:=x y c D=2'],
    ['A=1', 'always A:=1'],
    ['A=', 'always A:='],
    ['"A"=1 \\A=1', 'always A=1 A=1'],
    ['', ''],
    ['# only words', ''],
    ['a;', 'always a'],
  ])('%j', (source, expected) => {
    expect(outline(source)).toBe(expected);
  });

  test.each([
    ['; a', 'near unexpected token `;'],
    ['a ;; b', 'near unexpected token `;'],
    ['&& a', 'near unexpected token `&&'],
    ['a | ', 'near unexpected token `newline'],
    ['a <', 'near unexpected token `newline'],
    ['a &&', 'near unexpected token `newline'],
    ["a 'b", 'ends inside a quote'],
    ['a \\', 'ends inside a quote or after a backslash'],
    ['if a; then b; fi', "the shell's word if"],
    ['A+=1', 'A+= is not supported'],
    ['a >| b', 'redirection with >|'],
    ['a >', 'syntax error near unexpected token `newline'],
    ['a > > b', 'syntax error near unexpected token `>'],
  ])('%j is refused', (source, message) => {
    expect(() => readScript(source)).toThrow(message);
  });
});

describe('isIncomplete', () => {
  test.each(["a 'b", 'a "b', 'a \\', 'a |', 'a &&', 'a || # c', 'a |\n', "$'a", 'a "b\\'])(
    '%j asks for more',
    (source) => {
      expect(isIncomplete(source)).toBe(true);
    },
  );

  test.each(['', 'a', "a 'b'", 'a;', 'a \\\n', '# it’s "fine', "# don't \\", '"a\nb"', 'a > b'])(
    '%j does not',
    (source) => {
      expect(isIncomplete(source)).toBe(false);
    },
  );
});
