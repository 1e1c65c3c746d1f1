import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import {
  appendFile,
  open as openFile,
  readFile,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FileJournal, openFileJournal } from '../../src/server/file-journal.ts';
import { replay } from '../../src/server/journal-file.ts';
import { createFakeSandbox } from '../backend/fake-sandbox.ts';

let folder = '';
let path = '';
let opened: FileJournal[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
  path = join(folder, 'sandbox.journal');
});

afterEach(async () => {
  for (const journal of opened) await journal.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

async function open(weight = 0): Promise<FileJournal> {
  const journal = await openFileJournal(path, createFakeSandbox(weight));
  opened.push(journal);
  return journal;
}

async function close(journal: FileJournal): Promise<void> {
  opened = opened.filter((other) => other !== journal);
  await journal.close();
}

const url = 'https://api.stripe.com/v1/things';
const make = (journal: FileJournal, id: string): Promise<Response> =>
  journal.fetch(new Request(url, { method: 'POST', body: id }));
const list = async (journal: FileJournal): Promise<unknown> =>
  (await journal.fetch(new Request(url))).json();

/** Leaves the file as it is at the moment: what a crash would leave. */
async function crash(journal: FileJournal): Promise<void> {
  const bytes = await readFile(path);
  await close(journal);
  await writeFile(path, bytes);
}

test('what was answered is there after a crash', async () => {
  const journal = await open();
  for (const id of ['a', 'b']) await make(journal, id);
  await crash(journal);
  const next = await open();
  expect(await list(next)).toEqual(['a', 'b']);
  expect(next.notices).toEqual([]);
});

test('many requests at a time lose nothing', async () => {
  const journal = await open();
  const ids = Array.from({ length: 300 }, (_, index) => `id-${index}`);
  const answers = await Promise.all(ids.map((id) => make(journal, id)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await crash(journal);
  expect(await list(await open())).toEqual(ids);
});

test('each cut of the last line drops that line only, with a notice, and writing goes on', async () => {
  const journal = await open();
  await make(journal, 'a');
  const { size: before } = await stat(path);
  await make(journal, 'b');
  await close(journal);
  const whole = await readFile(path);

  for (let size = before + 1; size < whole.length; size += 1) {
    await writeFile(path, whole.subarray(0, size));
    const torn = await open();
    expect(torn.notices).toEqual([expect.stringContaining(`${size - before} bytes`)]);
    expect(await list(torn)).toEqual(['a']);
    await make(torn, 'c');
    await close(torn);
    const after = await open();
    expect(after.notices).toEqual([]);
    expect(await list(after)).toEqual(['a', 'c']);
    await close(after);
  }
});

test('a damaged line with others behind it stops the start, and the file stays as it is', async () => {
  const journal = await open();
  for (const id of ['a', 'b', 'c']) await make(journal, id);
  await close(journal);
  const broken = readFileSync(path, 'utf8').replace('"b"', '"x"');
  writeFileSync(path, broken);

  await expect(open()).rejects.toThrow('damaged in line 3');
  expect(readFileSync(path, 'utf8')).toBe(broken);
});

test('a file that is something else is refused and not touched', async () => {
  await writeFile(path, '{"name": "my project"}\n');
  await expect(open()).rejects.toThrow('not a journal of Sandshell');
  expect(await readFile(path, 'utf8')).toBe('{"name": "my project"}\n');
});

test('an empty file becomes a journal', async () => {
  await writeFile(path, '');
  const journal = await open();
  await make(journal, 'a');
  await close(journal);
  expect(await list(await open())).toEqual(['a']);
});

test('a second program on the same file is refused, and the first goes on', async () => {
  await writeFile(`${path}.lock`, '1');
  await expect(open()).rejects.toThrow('belongs to the running process 1');
});

test('the lock of a program that was killed is taken over', async () => {
  await writeFile(`${path}.lock`, '999999999');
  const journal = await open();
  await make(journal, 'a');
  expect(await list(journal)).toEqual(['a']);
});

/** Far longer than what is in it, which is one thing. */
async function longJournal(weight: number): Promise<void> {
  const journal = await open(weight);
  for (let index = 0; index < 10; index += 1) await make(journal, `id-${index}`);
  await close(journal);
  // Ten resets later, little is left of all this.
  const forgetful = createFakeSandbox(weight);
  const long = await openFileJournal(path, forgetful);
  forgetful.reset();
  await make(long, 'last');
  await long.close();
}

test('a journal much longer than its state is written anew at the start', async () => {
  const weight = 200_000;
  await longJournal(weight);
  const { size: before } = await stat(path);

  const next = await open(weight);
  expect(await list(next)).toEqual(['last']);
  expect((await stat(path)).size).toBeLessThan(before / 5);
  await make(next, 'one more');
  await crash(next);
  expect(await list(await open(weight))).toEqual(['last', 'one more']);
});

// A device that is always full, and one that takes less than it is given.
test.each([
  ['is full', () => symlinkSync('/dev/full', `${path}.new`)],
  ['takes a half', halveWrites],
])('a journal stays whole where the disk %s', async (_, hinder) => {
  const weight = 200_000;
  await longJournal(weight);
  await hinder();
  const next = await open(weight);
  expect(await list(next)).toEqual(['last']);
  vi.restoreAllMocks();
  await make(next, 'one more');
  await crash(next);
  const after = await open(weight);
  expect([await list(after), after.notices]).toEqual([['last', 'one more'], []]);
});

interface Writing {
  write(text: string, position?: number): Promise<unknown>;
}

/** As a disk does that has just become full: the rest is not written, and nothing is thrown. */
async function halveWrites(): Promise<void> {
  const file = await openFile(path, 'r');
  const handles = Object.getPrototypeOf(file) as Writing;
  await file.close();
  const { write } = handles;
  vi.spyOn(handles, 'write').mockImplementation(function (this: unknown, text, position) {
    return write.call(this, text.slice(0, text.length / 2), position);
  });
}

test('a path that cannot be written is told at the start', async () => {
  await expect(
    openFileJournal(join(folder, 'missing', 'file'), createFakeSandbox()),
  ).rejects.toThrow('ENOENT');
});

test('a damaged last line is kept aside, for it may have been answered for', async () => {
  const journal = await open();
  for (const id of ['a', 'b']) await make(journal, id);
  await close(journal);
  const [, , last = ''] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"b"', '"x"'));

  const next = await open();
  expect(await list(next)).toEqual(['a']);
  expect(next.notices).toEqual([expect.stringContaining(`kept in ${path}.dropped`)]);
  expect(await readFile(`${path}.dropped`, 'utf8')).toBe(`${last.replace('"b"', '"x"')}\n`);
});

test.each(['/dev/null', tmpdir()])('%s, which is no file, is refused at once', async (place) => {
  await expect(replay(place, createFakeSandbox())).rejects.toThrow(`${place} is no file`);
});

test('bytes after a torn line are dropped with it', async () => {
  const journal = await open();
  await make(journal, 'a');
  await close(journal);
  await appendFile(path, Buffer.alloc(4096));
  const { size } = await stat(path);
  expect(await list(await open())).toEqual(['a']);
  expect((await stat(path)).size).toBe(size - 4096);
  await truncate(path, size - 4096);
});
