// Completion: what Tab puts into the line, and how the menu is walked, narrowed and left.

import { expect, test } from 'vitest';
import type { Candidate, Completion } from '../../src/editor/assist.ts';
import { createMachine, type Machine } from './machine.ts';

const words: readonly Candidate[] = ['create', 'credit', 'customers', 'retrieve'].map((text) => ({
  text,
  suffix: ' ',
}));

function completionOf(text: string, cursor: number): Completion {
  const start = text.lastIndexOf(' ', cursor - 1) + 1;
  const typed = text.slice(start, cursor);
  return { start, end: cursor, candidates: words.filter((word) => word.text.startsWith(typed)) };
}

/** Answers everything that the machine has asked so far. */
function answer(machine: Machine): void {
  for (const effect of machine.effects.splice(0)) {
    if (effect.type !== 'complete') continue;
    const completion = completionOf(effect.text, effect.cursor);
    machine.act({ type: 'candidates', token: effect.token, completion });
  }
}

function typed(...pieces: string[]): Machine {
  const machine = createMachine(['history']);
  for (const piece of pieces) {
    machine.press(piece);
    answer(machine);
  }
  return machine;
}

function shown(machine: Machine): string[] | undefined {
  return machine.state().menu?.shown.map(({ text }) => text);
}

type MenuCase = readonly [name: string, pieces: string[], line: string, menu?: string[]];

const cases: readonly MenuCase[] = [
  ['the only candidate is taken, with its space', ['ret', '\t'], 'retrieve |'],
  ['several: as far as they agree', ['c', '\t'], 'c|', ['create', 'credit', 'customers']],
  ['several: what they agree on is put in', ['cr', '\t'], 'cre|', ['create', 'credit']],
  ['no candidate: nothing happens', ['x', '\t'], 'x|'],
  ['Tab again chooses the first, Enter takes it', ['c', '\t', '\t', '\r'], 'create |'],
  ['Down and Down and Enter', ['c', '\t', '\x1b[B', '\x1b[B', '\r'], 'credit |'],
  ['Up chooses the last', ['c', '\t', '\x1b[A', '\r'], 'customers |'],
  ['the choice goes round', ['c', '\t', '\t', '\t', '\t', '\t', '\r'], 'create |'],
  ['Right takes the choice', ['c', '\t', '\t', '\x1b[C'], 'create |'],
  ['typing narrows the menu', ['c', '\t', 'r'], 'cr|', ['create', 'credit']],
  ['Backspace widens it', ['cr', '\t', '\x7f'], 'cr|', ['create', 'credit']],
  ['typing what fits nothing closes it', ['c', '\t', 'x'], 'cx|'],
  ['a letter after a choice is typed behind it', ['c', '\t', '\t', 'x'], 'create x|'],
  ['a space after a choice is no second space', ['c', '\t', '\t', ' '], 'create |'],
  ['Escape closes it and leaves the line', ['c', '\t', '\t', '\x1b'], 'c|'],
  ['Ctrl+C closes it and leaves the line', ['c', '\t', '\x03'], 'c|'],
  ['Ctrl+G closes it', ['c', '\t', '\x07'], 'c|'],
  ['a move closes it', ['c', '\t', '\x01'], '|c'],
  ['Enter without a choice runs the line', ['c', '\t', '\r'], '|'],
  ['Undo takes the candidate back', ['c', '\t', '\t', '\r', '\x1f'], 'c|'],
  ['a word within a line is completed', ['ret --id', '\x01', '\x1bf', '\t'], 'retrieve| --id'],
];

for (const [name, pieces, line, menu] of cases) {
  test(name, () => {
    const machine = typed(...pieces);
    expect(machine.line()).toBe(line);
    expect(shown(machine)).toEqual(menu);
  });
}

test('an answer that comes after more was typed is not heard', () => {
  const machine = createMachine();
  machine.press('ret');
  machine.press('\t');
  machine.press('x');
  answer(machine);
  expect(machine.line()).toBe('retx|');
});

test('an answer to a question that was asked again is not heard', () => {
  const machine = typed('c', '\t');
  machine.press('r');
  machine.press('e');
  const [first, second] = machine.effects.splice(0);
  expect(first?.type).toBe('complete');
  if (second?.type !== 'complete' || first?.type !== 'complete') throw new Error('not asked');
  machine.act({ type: 'candidates', token: first.token, completion: completionOf('zzz', 3) });
  expect(shown(machine)).toEqual(['create', 'credit']);
  machine.act({ type: 'candidates', token: second.token, completion: completionOf('cre', 3) });
  expect(shown(machine)).toEqual(['create', 'credit']);
});

test('a candidate that is pointed at is taken', () => {
  const machine = typed('c', '\t');
  machine.act({ type: 'pick', index: 2 });
  expect(machine.line()).toBe('customers |');
});

test('the menu does not touch the history', () => {
  const machine = typed('c', '\t', '\x1b[A', '\x1b');
  expect(machine.line()).toBe('c|');
});

function describedAs(description: string): Completion {
  const candidates = words.map((word) => ({ ...word, description }));
  return { start: 0, end: 1, candidates };
}

test('descriptions that come later stand beside the candidates, and the choice stays', () => {
  const machine = typed('c', '\t', '\t');
  const { token } = machine.state();
  machine.act({ type: 'descriptions', token, completion: describedAs('Of people') });
  expect(shown(machine)).toEqual(['create', 'credit', 'customers']);
  expect(machine.state().menu?.shown[0]?.description).toBe('Of people');
  machine.press('\r');
  expect(machine.line()).toBe('create |');
});

test('descriptions for another menu, or for none, change nothing', () => {
  const machine = typed('c', '\t');
  const { token } = machine.state();
  machine.act({ type: 'descriptions', token: token - 1, completion: describedAs('Late') });
  expect(machine.state().menu?.shown[0]?.description).toBeUndefined();
  machine.press('\x07');
  machine.act({ type: 'descriptions', token, completion: describedAs('Late') });
  expect(machine.state().menu).toBeUndefined();
  expect(machine.line()).toBe('c|');
});
