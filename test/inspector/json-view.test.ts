// @vitest-environment happy-dom
// JSON as it is drawn: read from top to bottom it is the JSON, and it never becomes HTML.

import { expect, test } from 'vitest';
import { jsonView } from '../../src/inspector/json-view.ts';

/** Without the notes that only a folded part shows. */
function textOf(view: HTMLElement): string {
  for (const note of view.querySelectorAll('details[open] > summary > .json-folded')) note.remove();
  return view.textContent ?? '';
}

function many(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, index]));
}

test.each([
  [{ id: 'cus_1', balance: 0, delinquent: false, discount: null, metadata: {}, tags: [] }],
  [{ data: [{ id: 'a' }, { id: 'b' }], has_more: false }],
  [[1, 'two', [3]]],
  ['plain'],
  [null],
])('%j reads as itself', (value) => {
  expect(JSON.parse(textOf(jsonView(value)))).toEqual(value);
});

test('names like __proto__ and constructor are keys like any other', () => {
  const value: unknown = JSON.parse('{"__proto__": {"constructor": 1}}');
  expect(textOf(jsonView(value))).toBe('{"__proto__": {"constructor": 1}}');
});

test('markup stays text', () => {
  const view = jsonView({ '<b>': '<img src=x onerror=alert(1)>' });
  expect(view.querySelector('img, b')).toBeNull();
  expect(view.textContent).toContain('<img src=x onerror=alert(1)>');
});

test('what is unseen, or turns text around, stands as an escape, and reads as itself', () => {
  const value = { 'a\u200b': 'x\u202egnp.exe', plain: 'e\u0301 👩‍👩‍👧 עברית' };
  const text = textOf(jsonView(value));
  expect(text).toContain('"a\\u200b": "x\\u202egnp.exe"');
  expect(text).toContain('e\u0301 👩‍👩‍👧 עברית');
  expect(JSON.parse(text)).toEqual(value);
});

test('a small value is open to its leaves, a large one only at the top', () => {
  expect(jsonView({ a: { b: { c: 1 } } }).querySelectorAll('details[open]')).toHaveLength(3);
  const large = jsonView({ a: { b: many(400) } });
  expect(large.querySelectorAll('details[open]')).toHaveLength(2);
  expect(large.textContent).not.toContain('"n7"');
});

test('a folded part says how much is in it, and is drawn when it is opened', () => {
  const view = jsonView({ a: { b: many(400) } });
  const folded = view.querySelector<HTMLDetailsElement>('details:not([open])');
  expect(folded?.textContent).toContain('400 fields');
  if (folded) folded.open = true;
  folded?.dispatchEvent(new Event('toggle'));
  expect(view.textContent).toContain('"n7"');
});

test('a list without end is cut, and says so', () => {
  const view = jsonView(Array.from({ length: 2000 }, (_, index) => index));
  expect(view.querySelectorAll('.json-line').length).toBeLessThan(510);
  expect(view.textContent).toContain('… 1500 more');
});

test('a string without end is cut, and says so', () => {
  const view = jsonView({ text: 'x'.repeat(100_000) });
  expect((view.textContent ?? '').length).toBeLessThan(5_000);
  expect(view.textContent).toContain('more characters');
});
