import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFile } from '../../src/server/file-lock.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
  path = join(folder, 'sandbox.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

const isRunning = (id: number): boolean => id >= 1000;

test('a lock is whose process runs, and free when it is given back', async () => {
  const lock = await lockFile(path, { own: 1001, isRunning });
  await expect(lockFile(path, { own: 1002, isRunning })).rejects.toThrow('process 1001');
  await lock.release();
  await lockFile(path, { own: 1002, isRunning });
  expect(readFileSync(path, 'utf8')).toBe('1002');
  expect(readdirSync(folder)).toEqual(['sandbox.lock']);
});

test.each(['999', '', 'rubbish'])('a lock of %j is taken over', async (left) => {
  writeFileSync(path, left);
  await lockFile(path, { own: 1001, isRunning });
  expect(readFileSync(path, 'utf8')).toBe('1001');
  expect(readdirSync(folder)).toEqual(['sandbox.lock']);
});

test('of two that find the same lock left behind, one gets it', async () => {
  writeFileSync(path, '999');
  const second = {
    own: 1002,
    isRunning(id: number): boolean {
      // The first is done between the second's look and its hand.
      if (id === 999) writeFileSync(path, '1001');
      return isRunning(id);
    },
  };
  await expect(lockFile(path, second)).rejects.toThrow('process 1001');
  expect(readFileSync(path, 'utf8')).toBe('1001');
  expect(readdirSync(folder)).toEqual(['sandbox.lock']);
});
