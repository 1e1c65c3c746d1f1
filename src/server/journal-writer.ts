// Appends lines to a journal's file. What waits while the disk is busy goes in one write and sync.

import type { FileHandle } from 'node:fs/promises';
import { encodeEntry } from '../backend/journal-entry.ts';
import type { Commit } from '../sandbox/objects/commit.ts';

export interface JournalWriter {
  /** To be written with the next flush. */
  add(commit: Commit): void;
  /**
   * Resolves when all that was added before is on the disk. When it rejects, nothing is lost: the
   * next flush tries again from the same place.
   */
  flush(): Promise<void>;
}

/** `bytes`: where the whole lines of the file end. */
export function createJournalWriter(handle: FileHandle, bytes: number): JournalWriter {
  let wholeBytes = bytes;
  let waiting = '';
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function write(): Promise<void> {
    const text = waiting;
    if (text === '') return;
    waiting = '';
    try {
      const { bytesWritten } = await handle.write(text, wholeBytes);
      const byteLength = Buffer.byteLength(text);
      if (bytesWritten < byteLength) throw new Error('the disk is full');
      await handle.datasync();
      wholeBytes += byteLength;
    } catch (error) {
      waiting = text + waiting;
      throw error;
    }
  }

  return {
    add(commit) {
      waiting += `${encodeEntry({ type: 'commit', commit })}\n`;
    },
    async flush() {
      if (waiting === '') return running;
      // The write that runs may have begun before the last line came: one more follows it.
      next ??= Promise.allSettled([running]).then(() => {
        next = undefined;
        running = write();
        return running;
      });
      return next;
    },
  };
}
