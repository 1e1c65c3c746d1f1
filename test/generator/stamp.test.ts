import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFresh, sourcesStamp, writeStamp } from '../../src/generator/stamp.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandshell-stamp-'));
  writeFileSync(join(folder, 'tree.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('files are fresh for the sources they were made of, and for no others', () => {
  expect(isFresh(folder, 'one')).toBe(false);
  writeStamp(folder, 'one');
  expect(isFresh(folder, 'one')).toBe(true);
  expect(isFresh(folder, 'other')).toBe(false);
});

test('a lost file makes them stale', () => {
  writeStamp(folder, 'one');
  rmSync(join(folder, 'tree.json'));
  expect(isFresh(folder, 'one')).toBe(false);
});

test('equal sources have equal stamps', () => {
  expect(sourcesStamp()).toMatch(/^[0-9a-f]{64}$/);
  expect(sourcesStamp()).toBe(sourcesStamp());
});
