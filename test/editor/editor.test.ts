// Keys and what they make of a line, as a table: readline's own behaviour, key by key.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { noAssist, type Assist } from '../../src/editor/assist.ts';
import { takesTab } from '../../src/editor/editor.ts';
import { edgesOf } from './clustered.ts';
import { createMachine } from './machine.ts';

const lines: readonly (readonly [name: string, keys: string, line: string])[] = [
  ['typing', 'hello', 'hello|'],
  ['Ctrl+A', 'hello\x01', '|hello'],
  ['Ctrl+E', 'hello\x01\x05', 'hello|'],
  ['Home and End', 'hello\x1b[H!\x1b[F.', '!hello.|'],
  ['Ctrl+B', 'ab\x02', 'a|b'],
  ['Ctrl+F', 'ab\x01\x06', 'a|b'],
  ['Left over an emoji', '👩‍👩‍👧‍👦x\x1b[D\x1b[D', '|👩‍👩‍👧‍👦x'],
  ['Alt+B', 'one two.three\x1bb', 'one two.|three'],
  ['Ctrl+Left, twice', 'one two.three\x1b[1;5D\x1b[1;5D', 'one |two.three'],
  ['Alt+F', 'one two\x01\x1bf', 'one| two'],
  ['Ctrl+Right, twice', 'one two\x01\x1b[1;5C\x1b[1;5C', 'one two|'],
  ['Backspace', 'ab\x7f', 'a|'],
  ['Backspace over a flag', 'a🇩🇪\x7f', 'a|'],
  ['Backspace over an accent', 'ae\u0301\x7f', 'a|'],
  ['Ctrl+H', 'ab\b', 'a|'],
  ['Delete', 'ab\x01\x1b[3~', '|b'],
  ['Ctrl+D', 'ab\x01\x04', '|b'],
  ['Ctrl+K', 'ab cd\x1bb\x0b', 'ab |'],
  ['Ctrl+U', 'ab cd\x1bb\x15', '|cd'],
  ['Ctrl+W', 'get --email=a@b.c\x17', 'get |'],
  ['Alt+Backspace', 'get --email=a@b.c\x1b\x7f', 'get --email=a@b.|'],
  ['Alt+D', 'one two\x01\x1bd', '| two'],
  ['Ctrl+Delete', 'one two\x01\x1b[3;5~', '| two'],
  ['Alt+\\', 'one   two\x1bb\x02\x1b\\', 'one|two'],
  ['Ctrl+Y', 'one two\x17\x01\x19', 'two|one '],
  ['Ctrl+W twice and Ctrl+Y: one entry', 'one two\x17\x17\x19', 'one two|'],
  ['Ctrl+U and Ctrl+K in turn: one entry', 'one two\x1bb\x15\x0b\x19', 'one two|'],
  ['Alt+Y', 'one\x15two\x15\x19\x1by', 'one|'],
  ['Alt+Y, going round', 'one\x15two\x15\x19\x1by\x1by', 'two|'],
  ['Alt+Y without Ctrl+Y', 'one\x15a\x1by', 'a|'],
  ['Ctrl+T at the end', 'ab\x14', 'ba|'],
  ['Ctrl+T within', 'abc\x1b[D\x1b[D\x14', 'ba|c'],
  ['Ctrl+T with wide characters', '世😀\x14', '😀世|'],
  ['Ctrl+T at the start', 'ab\x01\x14', '|ab'],
  ['Alt+T', 'one two\x1bt', 'two one|'],
  ['Alt+T within', 'one two three\x1bb\x1b[D\x1bt', 'one three two|'],
  ['Alt+T with one word only', 'one\x1bt', 'one|'],
  ['Alt+U', 'one two\x01\x1bu', 'ONE| two'],
  ['Alt+L', 'ONE two\x01\x1bl', 'one| two'],
  ['Alt+C', 'oNE two\x01\x1bc', 'One| two'],
  ['Alt+U on ß', 'straße\x01\x1bu', 'STRASSE|'],
  ['Ctrl+_', 'one\x17\x1f', 'one|'],
  ['Ctrl+X Ctrl+U', 'one\x17\x18\x15', 'one|'],
  ['Ctrl+X Backspace', 'one two\x1bb\x18\x7f', '|two'],
  ['Ctrl+X and a key that is no second', 'one\x18\x01two', 'onetwo|'],
  ['Alt+Enter', 'a\x1b\rb', 'a\nb|'],
  ['Up within lines', 'abc\x1b\rd\x1b[A', 'a|bc\nd'],
  ['Down within lines', 'abc\x1b\rd\x1b[A\x1b[B', 'abc\nd|'],
  ['Ctrl+A within lines', 'abc\x1b\rde\x01', 'abc\n|de'],
  ['Ctrl+K at a line’s end', 'abc\x1b\rde\x1b[A\x05\x0b', 'abc|de'],
  ['a pasted block with fences', '\x1b[200~```bash\none\ntwo\n```\n\x1b[201~', 'one\ntwo|'],
  ['a paste', '\x1b[200~one\r\ntwo\rthree\n\x1b[201~', 'one\ntwo\nthree|'],
  ['a paste with codes', '\x1b[200~a\x1b[31mb\x1b[0m\x07c\x00\x1b[201~', 'abc|'],
  ['a paste with hard spaces', '\x1b[200~a\u00a0b\x1b[201~', 'a b|'],
  ['a paste with prompts', '\x1b[200~$ stripe a\n$ stripe b\n\x1b[201~', 'stripe a\nstripe b|'],
  ['a paste of $5', '\x1b[200~$5\x1b[201~', '$5|'],
  ['an unknown key', 'a\x1b[24~\x1bqb', 'ab|'],
];

for (const [name, keys, line] of lines) {
  test(`${name}: ${line}`, () => {
    const machine = createMachine();
    machine.press(keys);
    expect(machine.line()).toBe(line);
  });
}

const walks: readonly (readonly [name: string, keys: string, line: string])[] = [
  ['Up', '\x1b[A', 'third 3|'],
  ['Ctrl+P twice', '\x10\x10', 'second 2|'],
  ['Up past the oldest', '\x1b[A'.repeat(9), 'first 1|'],
  ['Down past the newest', '\x1b[A\x1b[B\x1b[B', '|'],
  ['back to what was being typed', 'typed\x1b[A\x1b[A\x1b[B\x1b[B', 'typed|'],
  ['a changed entry keeps its change', '\x1b[A!\x1b[A\x1b[B', 'third 3!|'],
  ['its change can be undone there', '\x1b[A!\x1b[A\x1b[B\x1f', 'third 3|'],
  ['Alt+<', '\x1b<', 'first 1|'],
  ['Alt+>', 'x\x1b<\x1b>', 'x|'],
  ['Alt+P with a beginning', 'se\x1bp', 'se|cond 2'],
  ['Alt+P without a match', 'zz\x1bp', 'zz|'],
  ['Alt+.', 'x \x1b.', 'x 3|'],
  ['Alt+. twice', 'x \x1b.\x1b.', 'x 2|'],
  ['Alt+. and Undo', 'x \x1b.\x1f', 'x |'],
  ['Ctrl+R', '\x12co', 'se|cond 2'],
  ['Ctrl+R twice', '\x12i\x12', 'f|irst 1'],
  ['Ctrl+R and Ctrl+S', '\x12i\x12\x13', 'th|ird 3'],
  ['Ctrl+R, Backspace to nothing', 'mine\x12co\x7f\x7f', 'mine|'],
  ['Ctrl+R and Ctrl+G', 'mine\x12co\x07', 'mine|'],
  ['Ctrl+R and Escape', 'mine\x12co\x1b', 'mine|'],
  ['Ctrl+R and Ctrl+E keeps what was found', '\x12co\x05', 'second 2|'],
  ['Ctrl+R keeps its place in the history', '\x12co\x05\x1b[A', 'first 1|'],
  // A code that names no key parts the letters, as if they were typed one after the other.
  ['Ctrl+R shows the last match while it fails', '\x12co\x1b[99~X', 'se|cond 2'],
  ['small letters find capitals', '\x12SEC\x07\x12sec', '|second 2'],
];

for (const [name, keys, line] of walks) {
  test(`${name}: ${line}`, () => {
    const machine = createMachine(['first 1', 'second 2', 'third 3']);
    machine.press(keys);
    expect(machine.line()).toBe(line);
  });
}

test('Enter runs the line, empties it, and remembers it', () => {
  const machine = createMachine();
  machine.press('one\r');
  expect(machine.effects).toEqual([{ type: 'run', text: 'one' }]);
  machine.press('\x1b[A');
  expect(machine.line()).toBe('one|');
});

test('repeats, blanks, lines after a space and live keys are not remembered', () => {
  const machine = createMachine();
  machine.press('one\rone\r   \r secret\rstripe --api-key sk_live_1234567890\r');
  expect(machine.state().history.entries).toEqual(['one']);
});

test('a changed entry is run as changed, and the old one stays as it was', () => {
  const machine = createMachine(['old']);
  machine.press('\x1b[A!\r');
  expect(machine.state().history.entries).toEqual(['old', 'old!']);
});

test('Ctrl+O runs an entry and fetches the one after it', () => {
  const machine = createMachine(['one', 'two', 'three']);
  machine.press('\x1b<\x0f');
  expect(machine.effects).toEqual([{ type: 'run', text: 'one' }]);
  expect(machine.line()).toBe('two|');
  machine.press('\x0f');
  expect(machine.line()).toBe('three|');
});

test('Enter on a line that goes on begins another', () => {
  const isIncomplete = (text: string): boolean => text.endsWith('\\');
  const machine = createMachine([], { ...noAssist, isIncomplete });
  machine.press('one \\\x01\r');
  expect(machine.line()).toBe('one \\\n|');
  machine.press('two\r');
  expect(machine.effects).toEqual([{ type: 'run', text: 'one \\\ntwo' }]);
});

test.each([
  ['stripe customers create --name="Jenny Rosen"', '--name="Jenny Rosen"'],
  ["stripe post /v1/x -d 'a b'  ", "'a b'"],
  ['echo a\\ b', 'a\\ b'],
  ['echo "a \\" b"', '"a \\" b"'],
  ['stripe customers create \\\n  --name=x', '--name=x'],
  ['echo it\'s "open', '"open'],
])('Alt+. brings the last word of %j as a shell reads it', (entry, word) => {
  const machine = createMachine([entry]);
  machine.press('\x1b.');
  expect(machine.line()).toBe(`${word}|`);
});

test('Ctrl+C drops the line, and Ctrl+D ends the input only where it is empty', () => {
  const machine = createMachine();
  machine.press('abc\x03\x04');
  expect(machine.effects).toEqual([{ type: 'cancel' }, { type: 'end' }]);
  expect(machine.line()).toBe('|');
});

test('Ctrl+L asks for a clear screen and leaves the line alone', () => {
  const machine = createMachine();
  machine.press('abc\x0c');
  expect(machine.effects).toEqual([{ type: 'clear' }]);
  expect(machine.line()).toBe('abc|');
});

test('what cannot be done rings the bell and changes nothing', () => {
  const useless = ['\x7f', '\x1b[D', '\x1b[C', '\x19', '\x14', '\x1bt', '\x1bu', '\x1f', '\x1b.'];
  for (const keys of useless) {
    const machine = createMachine();
    machine.press(keys);
    expect(machine.effects).toEqual([{ type: 'bell' }]);
    expect(machine.line()).toBe('|');
  }
});

const known = 'stripe customers list';
const ghost: Assist = {
  ...noAssist,
  suggest: (line) => (known.startsWith(line) ? known.slice(line.length) : ''),
};

const ghosts: readonly (readonly [name: string, keys: string, line: string])[] = [
  ['Right', 'str\x1b[C', 'stripe customers list|'],
  ['End', 'str\x1b[F', 'stripe customers list|'],
  ['Ctrl+F', 'str\x06', 'stripe customers list|'],
  ['Alt+Right', 'str\x1b[1;3C', 'stripe|'],
  ['Alt+Right twice', 'str\x1b[1;3C\x1b[1;3C', 'stripe customers|'],
  ['Right within the line', 'str\x1b[D\x1b[C', 'str|'],
  ['Right and Undo', 'str\x1b[C\x1f', 'str|'],
  ['Enter', 'str\r', '|'],
];

for (const [name, keys, line] of ghosts) {
  test(`ghost text and ${name}: ${line}`, () => {
    const machine = createMachine([], ghost);
    machine.press(keys);
    expect(machine.line()).toBe(line);
  });
}

test('Tab is for the line only where there is something to complete', () => {
  const machine = createMachine();
  expect(takesTab(machine.state())).toBe(false);
  machine.press('   ');
  expect(takesTab(machine.state())).toBe(false);
  machine.press('str');
  expect(takesTab(machine.state())).toBe(true);
  machine.press('\x01');
  expect(takesTab(machine.state())).toBe(false);
});

test('after Escape the next Tab leaves, and after any other key it does not', () => {
  const machine = createMachine();
  machine.press('str\x1b');
  expect(takesTab(machine.state())).toBe(false);
  machine.press('i');
  expect(takesTab(machine.state())).toBe(true);
});

test('whatever is pressed, the cursor stands at the edge of a character', () => {
  const letters = 'aé世 [<.\\ABCDbdftuyz';
  const controls = `${String.fromCharCode(...Array(32).keys())}\x7f`;
  const bytes = fc.string({
    unit: fc.constantFrom(...letters, ...controls, '👩‍👩‍👧‍👦', '\u0301', '🇩'),
    maxLength: 80,
  });
  fc.assert(
    fc.property(bytes, (bytes) => {
      const machine = createMachine(['first 世界', 'second\nline'], ghost);
      machine.press(bytes);
      const { text, cursor } = machine.state().buffer;
      expect(edgesOf(text)).toContain(cursor);
    }),
    { numRuns: 500 },
  );
});

test('a megabyte of paste is taken in, edited and taken back without a hang', () => {
  const machine = createMachine();
  machine.press(`\x1b[200~${'line of text 世\n'.repeat(70_000)}\x1b[201~`);
  machine.press('x\x7f\x1bb\x1b[A\x01\x05\x17\x1f\x1f');
  machine.press('\x1f'.repeat(5));
  expect(machine.line()).toBe('|');
});

test('a megabyte without a space is one word, and walked over at once', () => {
  for (const letter of ['x', '世', 'e\u0301', '👩‍👩‍👧‍👦']) {
    const machine = createMachine();
    machine.press(`\x1b[200~${letter.repeat(1_000_000 / letter.length)}\x1b[201~`);
    machine.press('\x1bb');
    expect(machine.state().buffer.cursor).toBe(0);
    machine.press('\x1bf\x17');
    expect(machine.line()).toBe('|');
  }
});
