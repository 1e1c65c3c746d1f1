// Keeps one sandbox and one saved journal in step: takes over what other tabs wrote, writes what
// this sandbox changed. Every call needs the lock of saved-sandbox.ts.

import type { Commit, Snapshot } from '../sandbox/objects/commit.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { decodeEntry, encodeEntry } from './journal-entry.ts';
import type { News, SavedDatabase } from './saved-database.ts';

/** Calls reject with what the database rejects with, and with JournalError. */
export interface SavedJournal {
  /**
   * Brings the sandbox to the state of the journal. False when it was there already. Rejects with a
   * JournalError when a part is damaged, after taking over all the others.
   */
  catchUp(): Promise<boolean>;
  /**
   * Writes the commits that this sandbox made since the last call; they are on their way when the
   * call returns. False when there are none.
   */
  save(): Promise<boolean>;
  /** Whether it has grown so much that `fold` is worth its time. */
  isLong(): boolean;
  /** Writes the whole state in place of the commits that led to it. Other tabs notice nothing. */
  fold(): Promise<void>;
  /** Makes this sandbox's state the state of all tabs, whatever they have. */
  replace(): Promise<void>;
  /** Ends the writing; the sandbox goes on. */
  close(): void;
}

/** `message` is a word for what happened: keeper-reasons.ts makes a sentence of it. */
export class JournalError extends Error {}

/** In UTF-16 units: about a hundred customers with their events. */
export const foldCharactersMin = 262_144;

export function createSavedJournal(sandbox: Sandbox, database: SavedDatabase): SavedJournal {
  let generation: string | undefined;
  let commitCharacters = 0;
  let snapshotCharacters = 0;
  let unsaved: Commit[] = [];
  const stopListening = sandbox.on('commit', (commit) => unsaved.push(commit));

  async function catchUp(): Promise<boolean> {
    const news = await database.read(generation, sandbox.sequence());
    if (news.anew && generation !== undefined && news.anew.snapshot === undefined) {
      throw new JournalError('removed');
    }
    if (!takeOver(sandbox, news)) {
      throw new JournalError('damaged');
    }
    if (news.anew) commitCharacters = 0;
    for (const entry of news.commits) commitCharacters += String(entry).length;
    generation = news.head?.generation;
    return news.anew !== undefined || news.commits.length > 0;
  }

  async function save(): Promise<boolean> {
    if (unsaved.length === 0) return false;
    const entries = new Map(unsaved.map((commit) => [commit.sequence, encodeEntry(commit)]));
    unsaved = [];
    for (const entry of entries.values()) commitCharacters += entry.length;
    await database.append(entries);
    return true;
  }

  async function write(nextGeneration: string): Promise<void> {
    const snapshot = encodeEntry(sandbox.snapshot());
    const head = { generation: nextGeneration, foldedThrough: sandbox.sequence() };
    await database.replace(head, snapshot);
    generation = nextGeneration;
    unsaved = [];
    commitCharacters = 0;
    snapshotCharacters = snapshot.length;
  }

  return {
    catchUp,
    save,
    isLong: () => commitCharacters > Math.max(foldCharactersMin, snapshotCharacters),
    fold: () => write(generation ?? crypto.randomUUID()),
    replace: () => write(crypto.randomUUID()),
    close() {
      stopListening();
      database.close();
    },
  };
}

/** False when a part could not be read. All the others are in the sandbox then. */
function takeOver(sandbox: Sandbox, news: News): boolean {
  let isWhole = news.head !== undefined;
  if (news.anew && !begin(sandbox, news.anew.snapshot)) isWhole = false;
  for (const entry of news.commits) {
    if (!takeOverCommit(sandbox, entry)) isWhole = false;
  }
  return isWhole;
}

function begin(sandbox: Sandbox, entry: unknown): boolean {
  if (entry === undefined) return true;
  try {
    sandbox.restore(decodeEntry(entry) as Snapshot);
    return true;
  } catch {
    // Told as damage by the caller; the sandbox keeps the state it had.
    return false;
  }
}

function takeOverCommit(sandbox: Sandbox, entry: unknown): boolean {
  const commit = decodeEntry(entry) as Commit | undefined;
  if (!commit) return false;
  const next = sandbox.sequence() + 1;
  try {
    // Behind a lost one, the others still help: each holds whole versions of its objects.
    sandbox.apply(commit.sequence > next ? { ...commit, sequence: next } : commit);
    return commit.sequence <= next;
  } catch {
    return false;
  }
}
