// Makes room for a new database in the place of one that cannot be opened. Fetched when that happens.

import { deleteDB } from 'idb';

/**
 * Everything in it is lost. Rejects while a tab keeps it open, and with the error itself where a newer
 * version of the page has written it: that is left alone.
 */
export async function clearAway(name: string, error: unknown): Promise<void> {
  if (error instanceof Error && error.name === 'VersionError') throw error;
  await new Promise<void>((resolve, reject) => {
    const blocked = (): void => reject(new Error('another tab keeps it open'));
    deleteDB(name, { blocked }).then(resolve, reject);
  });
}
