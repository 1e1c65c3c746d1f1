// What the frame takes from its port, and what it refuses before anything is done.

import { expect, test } from 'vitest';
import { readOrigin, readRequest } from '../../src/frame/protocol.ts';
import { holdsLiveKey } from '../../src/text/redact.ts';

const read = (value: unknown) => readRequest(value, holdsLiveKey);
const liveKey = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');

test('each method takes what it says', () => {
  for (const [method, argument] of [
    ['run', 'stripe customers list'],
    ['insert', ''],
    ['theme', 'dark'],
    ['restore', { format: 1 }],
  ] as const) {
    const expected = { type: 'request', request: { id: 1, method, argument } };
    expect(read({ id: 1, method, argument })).toEqual(expected);
  }
  for (const method of ['clear', 'reset', 'snapshot', 'transcript', 'focus']) {
    // What is not asked for goes no further.
    const expected = { type: 'request', request: { id: 1, method } };
    expect(read({ id: 1, method, argument: 'ignored' })).toEqual(expected);
  }
});

test('what is no message of ours is left unanswered', () => {
  for (const junk of [
    null,
    undefined,
    7,
    'run',
    [],
    [{ id: 1, method: 'run' }],
    {},
    { method: 'run', argument: 'x' },
    { id: '1', method: 'run', argument: 'x' },
    { id: Number.NaN, method: 'run' },
    { id: 2 ** 60, method: 'run' },
  ]) {
    expect(read(junk)).toEqual({ type: 'junk' });
  }
});

test('no other member of an object can be called', () => {
  for (const method of ['constructor', '__proto__', 'toString', 'remove', 'innerHTML', 7, null]) {
    expect(read({ id: 1, method, argument: 'x' })).toMatchObject({ type: 'refused', id: 1 });
  }
});

test('wrong arguments, long ones and live keys are refused, and the key is not told back', () => {
  const polluting: unknown = JSON.parse('{"accounts": {"__proto__": {"polluted": true}}}');
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  for (const [method, argument] of [
    ['run', 7],
    ['run', undefined],
    ['run', { toString: 'x' }],
    ['run', 'x'.repeat(100_001)],
    ['run', `stripe customers list --api-key ${liveKey}`],
    ['run', `stripe customers list --api-key ${liveKey.replaceAll('_', '%5F')}`],
    ['insert', liveKey],
    ['theme', 'dark" onload="x'],
    ['theme', ''],
    ['restore', 'text'],
    ['restore', polluting],
    ['restore', circular],
    ['restore', { accounts: { note: liveKey } }],
  ] as const) {
    const answer = read({ id: 5, method, argument });
    expect(answer, method).toMatchObject({
      type: 'refused',
      id: 5,
    });
    expect(JSON.stringify(answer)).not.toContain(liveKey);
  }
});

test('the origin that a frame answers to is named exactly', () => {
  expect(readOrigin('https://docs.example.com')).toBe('https://docs.example.com');
  expect(readOrigin('http://127.0.0.1:4173')).toBe('http://127.0.0.1:4173');
  for (const text of [
    null,
    '',
    '*',
    'null',
    'https://docs.example.com/',
    'https://docs.example.com/path',
    'https://user@docs.example.com',
    'docs.example.com',
    'javascript:alert(1)',
    'file:///docs',
  ]) {
    expect(readOrigin(text)).toBeUndefined();
  }
});
