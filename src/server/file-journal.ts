// Keeps a sandbox in a file: one line for each commit, written and synced before the answer, and
// replayed at the next start.

import type { Fetch } from '../base/fetch.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { lockFile } from './file-lock.ts';
import { asidePath, openForLines, replay } from './journal-file.ts';
import { createJournalWriter, type JournalWriter } from './journal-writer.ts';
import { failure } from './node-door.ts';

export interface FileJournal {
  /** Answers when what was changed is safe on the disk; with status 500 when it cannot be. */
  readonly fetch: Fetch;
  /** What the start found, in sentences, for the person who started it. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/**
 * Brings the sandbox to the state in the file, and keeps it there from now on. Rejects with an Error
 * for the person who gave the path: no journal, damaged, in use, not writable.
 */
export async function openFileJournal(path: string, sandbox: Sandbox): Promise<FileJournal> {
  const lock = await lockFile(`${path}.lock`);
  try {
    const found = await replay(path, sandbox);
    const { handle, bytes } = await openForLines(path, found, sandbox);
    const writer = createJournalWriter(handle, bytes);
    const stopListening = sandbox.on('commit', writer.add);
    const torn =
      `${path}: its last ${found.tornBytes} bytes were not whole, and are dropped. ` +
      `They are kept in ${asidePath(path)}.`;
    return {
      notices: found.tornBytes > 0 ? [torn] : [],
      fetch: (request) => answerWhenSafe(sandbox, writer, request),
      async close() {
        stopListening();
        try {
          await writer.flush().finally(() => handle.close());
        } finally {
          await lock.release();
        }
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Reads wait too: what they tell must not be gone after a crash. */
async function answerWhenSafe(
  sandbox: Sandbox,
  writer: JournalWriter,
  request: Request,
): Promise<Response> {
  const response = await sandbox.fetch(request);
  try {
    await writer.flush();
    return response;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(500, `The sandbox could not write its file (${reason}).`, 'api_error');
  }
}
