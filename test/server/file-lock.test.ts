import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
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

/** The id of a process that has ended, and whose parent does not ask for its end. */
async function leaveDead(): Promise<number> {
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 600']);
  onTestFinished(() => void parent.kill());
  const [told] = await once(parent.stdout, 'data');
  return Number(String(told));
}

test.runIf(existsSync('/proc/self/stat'))(
  'a lock is taken over from a process that was killed and is still listed',
  async () => {
    writeFileSync(path, String(await leaveDead()));
    await expect.poll(() => lockFile(path).then(() => 'taken', String)).toBe('taken');
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
  },
);

test('a lock of a program that runs is left to it', async () => {
  const other = spawn('sleep', ['600']);
  onTestFinished(() => void other.kill());
  writeFileSync(path, String(other.pid));
  await expect(lockFile(path)).rejects.toThrow(
    `belongs to the running process ${other.pid}: stop that first, or delete the file`,
  );
});
