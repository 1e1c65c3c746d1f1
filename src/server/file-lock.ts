// Keeps two programs from writing one file: a lock file beside it that holds the owner's process id.

import { link, readFile, rm, writeFile } from 'node:fs/promises';

export interface FileLock {
  release(): Promise<void>;
}

/** Rejects with an Error that names the process that has it. A lock whose process is gone is taken over. */
export async function lockFile(path: string): Promise<FileLock> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await createWhole(path, String(process.pid));
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' || attempt > 0) {
        throw new Error(`${path} cannot be written (${code}): choose another place for the data.`, {
          cause: error,
        });
      }
      const owner = Number(await readFile(path, 'utf8'));
      if (isRunning(owner)) {
        throw new Error(`${path} belongs to the running process ${owner}: stop that first.`, {
          cause: error,
        });
      }
      await rm(path, { force: true });
    }
  }
}

/** Never to be seen empty: whoever reads it then would take it for one that was left behind. */
async function createWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text);
  await link(draft, path).finally(() => rm(draft, { force: true }));
}

/** In a container, the process id of the run before may well be our own. */
function isRunning(id: number): boolean {
  if (!Number.isInteger(id) || id <= 0 || id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
