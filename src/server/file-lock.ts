// Keeps two programs from writing one file: a lock file beside it that holds the owner's process id.

import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

export interface FileLock {
  release(): Promise<void>;
}

/** As the process is known to others; tests give their own. */
export interface Processes {
  readonly own: number;
  isRunning(id: number): boolean;
}

const triesMax = 3;

/** Rejects with an Error that names the process that has it. A lock whose process is gone is taken over. */
export async function lockFile(
  path: string,
  { own, isRunning }: Processes = ofThisMachine,
): Promise<FileLock> {
  for (let tries = 1; ; tries += 1) {
    try {
      await createWhole(path, own);
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' || tries === triesMax) {
        throw new Error(`${path} cannot be written (${code}): choose another place for the data.`, {
          cause: error,
        });
      }
    }
    const owner = await ownerOf(path);
    if (isRunning(owner)) throw inUse(path, owner);
    // It may be another one by now: of a program that has taken over at the same moment.
    const moved = `${path}.${own}.old`;
    await rename(path, moved).catch(passOver);
    const taken = await ownerOf(moved);
    if (isRunning(taken)) await link(moved, path).catch(passOver);
    await rm(moved, { force: true });
    if (isRunning(taken)) throw inUse(path, taken);
  }
}

/** Of a lock that is gone: none. */
async function ownerOf(path: string): Promise<number> {
  return Number(await readFile(path, 'utf8').catch(() => '0'));
}

/** Somebody was quicker. */
function passOver(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
}

function inUse(path: string, owner: number): Error {
  return new Error(
    `${path} belongs to the running process ${owner}: stop that first, or delete the file if that is ` +
      'another program.',
  );
}

/** Never to be seen empty: whoever reads it then would take it for one that was left behind. */
async function createWhole(path: string, own: number): Promise<void> {
  const draft = `${path}.${own}`;
  await writeFile(draft, String(own));
  await link(draft, path).finally(() => rm(draft, { force: true }));
}

const ofThisMachine: Processes = {
  own: process.pid,
  isRunning(id) {
    // In a container, the process id of the run before may well be our own.
    if (!Number.isInteger(id) || id <= 0 || id === process.pid) return false;
    try {
      process.kill(id, 0);
      return !isDead(id);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

/**
 * A killed process keeps its id until its parent has asked for its end, which in a container may be never.
 * Only Linux tells.
 */
function isDead(id: number): boolean {
  try {
    // `ID (NAME) STATE …`, and a name may hold anything.
    return /^.*\) [ZX] /s.test(readFileSync(`/proc/${id}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
