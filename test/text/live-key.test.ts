// Where live keys stand in a line, to be covered before anyone reads them.

import { expect, test } from 'vitest';
import { liveKeyStretches, withoutLiveKeys } from '../../src/text/live-key.ts';

test('the secret part is found, also while it is still being typed', () => {
  const line = 'stripe get /v1/x --api-key sk_live_abc';
  expect(liveKeyStretches(line)).toEqual([{ start: line.length - 3, end: line.length }]);
  expect(liveKeyStretches('sk_live_')).toEqual([{ start: 8, end: 8 }]);
});

test('test keys and words that look alike are left alone', () => {
  expect(liveKeyStretches('sk_test_abc task_live_chat')).toEqual([]);
  expect(withoutLiveKeys('sk_test_4eC39HqLyjWDarjtT1zdp7dc')).toContain('4eC39');
});

test('a line with a live key loses it', () => {
  expect(withoutLiveKeys('a rk_live_123456789012 b')).not.toContain('123456');
});
