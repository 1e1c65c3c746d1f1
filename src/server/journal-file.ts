// The file of a journal: a first line that tells what it is, then one entry a line.

import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodeEntry, encodeEntry } from '../backend/journal-entry.ts';
import type { Commit, Snapshot } from '../sandbox/objects/commit.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

type Line =
  | { readonly type: 'commit'; readonly commit: Commit }
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot };

export interface Replayed {
  /** 0 for a file that does not exist yet. */
  readonly wholeBytes: number;
  /** After the whole lines: what a crash left half written. */
  readonly tornBytes: number;
}

const firstLine = 'sandshell journal 1\n';
const lineEnd = 0x0a;
/** A file below it is never folded. */
const foldBytesMin = 1024 * 1024;

/** Rejects with an Error that names the path, and the line where one is damaged. */
export async function replay(path: string, sandbox: Sandbox): Promise<Replayed> {
  const bytes = await readIfThere(path);
  if (bytes.length === 0) return { wholeBytes: 0, tornBytes: 0 };
  if (bytes.subarray(0, firstLine.length).toString() !== firstLine) {
    throw new Error(`${path} is not a journal of Sandshell. Name another file, or a new one.`);
  }
  let wholeBytes = firstLine.length;
  for (let number = 2; ; number += 1) {
    const end = bytes.indexOf(lineEnd, wholeBytes);
    if (end < 0) break;
    const line = decodeEntry(bytes.subarray(wholeBytes, end).toString()) as Line | undefined;
    const isLast = bytes.indexOf(lineEnd, end + 1) < 0;
    if (!line && isLast) break;
    if (!line || !takeOver(sandbox, line)) throw damaged(path, number);
    wholeBytes = end + 1;
  }
  return { wholeBytes, tornBytes: bytes.length - wholeBytes };
}

async function readIfThere(path: string): Promise<Buffer> {
  try {
    // A device such as /dev/zero would never end.
    const isFile = (await stat(path)).isFile();
    if (!isFile) throw new Error(`${path} is no file. Name one, or a new one.`);
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

function takeOver(sandbox: Sandbox, line: Line): boolean {
  try {
    if (line.type === 'snapshot') sandbox.restore(line.snapshot);
    else sandbox.apply(line.commit);
    return true;
  } catch {
    // The caller stops with the number of the line.
    return false;
  }
}

function damaged(path: string, number: number): Error {
  return new Error(
    `${path} is damaged in line ${number}. Nothing was changed. ` +
      `Without this line and those after it, the sandbox can start from the lines before.`,
  );
}

/** Ready for the next line. A file that is much longer than its state is written anew. */
export async function openForLines(
  path: string,
  { wholeBytes, tornBytes }: Replayed,
  sandbox: Sandbox,
): Promise<{ handle: FileHandle; bytes: number }> {
  if (wholeBytes === 0) return create(path, firstLine);
  // Kept, for a damaged last line may be one that was whole, and answered for, before.
  if (tornBytes > 0) await writeFile(asidePath(path), (await readFile(path)).subarray(wholeBytes));
  if (wholeBytes > foldBytesMin) {
    const text = `${firstLine}${encodeEntry({ type: 'snapshot', snapshot: sandbox.snapshot() })}\n`;
    if (wholeBytes > 2 * Buffer.byteLength(text)) {
      const folded = await create(path, text).catch(() => undefined);
      // Where there is no room for a second file, the long one does as well.
      if (folded) return folded;
    }
  }
  const handle = await open(path, 'r+');
  await handle.truncate(wholeBytes);
  return { handle, bytes: wholeBytes };
}

/** Where the bytes go that are no whole lines. */
export function asidePath(path: string): string {
  return `${path}.dropped`;
}

/** All or nothing, also when the disk or the power fails: the old file stays until the new one is whole. */
async function create(path: string, text: string): Promise<{ handle: FileHandle; bytes: number }> {
  const draft = `${path}.new`;
  const handle = await open(draft, 'w');
  try {
    // Not `write`, which gives up in the middle where the disk is full, and does not say so.
    await handle.writeFile(text);
    await handle.sync();
    await rename(draft, path);
  } catch (error) {
    await handle.close();
    await rm(draft, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
  return { handle, bytes: Buffer.byteLength(text) };
}
