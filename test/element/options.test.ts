// Attributes become options; what cannot be used is told.

import { expect, test } from 'vitest';
import { readOptions } from '../../src/element/options.ts';

const read = (attributes: Readonly<Record<string, string>>) =>
  readOptions((name) => attributes[name] ?? null);

test('without attributes the sandbox answers, by the real clock, with Ctrl+`', () => {
  const { options, complaints } = read({});
  expect(complaints).toEqual([]);
  expect(options).toMatchObject({ backend: 'sandbox', theme: 'auto', isDrawer: false });
  expect(options.nowMs).toBeUndefined();
  expect(options.shortcut).toMatchObject({ code: 'Backquote', isCtrl: true, isShift: false });
});

test('all attributes are read', () => {
  const { options, complaints } = read({
    backend: 'worker',
    seed: 'docs',
    now: '2026-01-31T09:00:00Z',
    theme: 'dark',
    drawer: '',
    welcome: '',
    shortcut: 'Alt+Shift+KeyJ',
  });
  expect(complaints).toEqual([]);
  expect(options).toEqual({
    backend: 'worker',
    proxyUrl: undefined,
    seed: 'docs',
    nowMs: Date.UTC(2026, 0, 31, 9),
    theme: 'dark',
    isDrawer: true,
    isWelcome: true,
    shortcut: { code: 'KeyJ', isCtrl: false, isAlt: true, isShift: true, isMeta: false },
  });
});

test('an unknown backend and a broken time are told, and the defaults taken', () => {
  const { options, complaints } = read({ backend: 'cloud', now: 'soon' });
  expect(options.backend).toBe('sandbox');
  expect(options.nowMs).toBeUndefined();
  expect(complaints).toHaveLength(2);
});

test('a live key in an attribute is neither used nor repeated', () => {
  const { options, complaints } = read({
    'proxy-url': 'https://x.test/?key=sk_live_51abcdefghijk',
    seed: 'rk_live_51abcdefghijk',
  });
  expect(options.proxyUrl).toBeUndefined();
  expect(options.seed).toBeUndefined();
  expect(complaints.join()).toContain('live key');
  expect(complaints.join()).not.toContain('_live_');
});

test('the shortcut can be switched off, and a bare character is refused', () => {
  expect(read({ shortcut: 'off' })).toMatchObject({ complaints: [] });
  expect(read({ shortcut: 'off' }).options.shortcut).toBeUndefined();
  expect(read({ shortcut: 'Backquote' }).options.shortcut).toBeUndefined();
  expect(read({ shortcut: 'Backquote' }).complaints).toHaveLength(1);
  expect(read({ shortcut: 'F2' }).options.shortcut).toMatchObject({ code: 'F2' });
});

test('drawer="off" is no drawer', () => {
  expect(read({ drawer: 'off' }).options.isDrawer).toBe(false);
});
