// `sandshell check`: runs the snippets of documents and compares with the outputs that they show.

import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { checkDocument, type OpenStage } from '../documents/check-document.ts';
import {
  reportGithub,
  reportJson,
  reportText,
  type FileReport,
  type Report,
} from '../documents/report.ts';
import type { Stage } from '../documents/world.ts';
import { redactKeys } from '../text/redact.ts';
import { stages, type StageOptions } from './check-stage.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';
import { parseWords, requireInstant, tellNearSeed } from './words.ts';

const text = { type: 'string' } as const;
const isSet = { type: 'boolean' } as const;
const options = { update: isSet, together: isSet, format: text, seed: text, now: text };

type Writer = (report: Report) => string | Promise<string>;

const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ['text', reportText],
  ['json', reportJson],
  ['github', reportGithub],
  ['junit', async (report) => (await import('../documents/report-junit.ts')).reportJunit(report)],
]);

interface Asked {
  readonly isUpdate: boolean;
  /** All documents, in the order given, on one sandbox. */
  readonly isTogether: boolean;
  readonly write: Writer;
  /** Undefined for that of the page, or that of all checks. */
  readonly seed: string | undefined;
  readonly now: string | undefined;
  readonly paths: readonly string[];
}

/** Gives 0 where all agree, 1 where not, 2 where a file could not be read or written. */
export async function checkProgram(words: readonly string[], io: Io): Promise<number> {
  const asked = readWords(words);
  tellNearSeed(asked.seed, io);
  const { files, problems } = await documentsOf(asked.paths);
  const reports: FileReport[] = [];
  const openFor = openerFor(asked, await stages());
  for (const file of files) {
    try {
      reports.push(await checkFile(file, openFor(file), asked));
    } catch (error) {
      problems.push(reasonOf(error));
    }
  }
  if (files.length > 0) io.stdout.write(await asked.write({ files: reports }));
  for (const problem of problems) io.stderr.write(`Error: ${redactKeys(problem)}\n`);
  if (problems.length > 0) return 2;
  return reports.every(({ findings }) => findings.length === 0) ? 0 : 1;
}

function openerFor(
  { seed, now, isTogether }: Asked,
  open: (options: StageOptions) => Stage,
): (file: string) => OpenStage {
  const startMs = Date.now();
  let last: Stage | undefined;
  return (file) => (page) => {
    const instantMs = Date.parse(now ?? page.now ?? '');
    const nowMs = Number.isNaN(instantMs) ? startMs : instantMs;
    const options = { seed: seed ?? page.seed ?? 'docs', nowMs, folder: dirname(file) };
    last = isTogether && last ? last : open(options);
    return last;
  };
}

async function checkFile(file: string, open: OpenStage, { isUpdate }: Asked): Promise<FileReport> {
  const whole = textOf(await readFile(file), file);
  const mark = whole.startsWith(orderMark) ? orderMark : '';
  const source = whole.slice(mark.length);
  const options = { isMdx: extname(file).toLowerCase() === '.mdx', isUpdate };
  const { findings, snippets, text: checked } = await checkDocument(source, open, options);
  const isRewritten = checked !== source;
  if (isRewritten) await writeFile(file, mark + checked);
  return { file, findings, snippets, isRewritten };
}

const orderMark = '\ufeff';

/** Of other encodings something would be lost when the file is written. A mark at its start stays. */
function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(`${file} is no UTF-8 text.`);
  }
}

function readWords(words: readonly string[]): Asked {
  const { values, positionals: paths } = parseWords({
    args: [...words],
    options,
    allowPositionals: true,
  });
  const { update = false, together = false, format = 'text', seed, now } = values;
  const write = writers.get(format);
  if (!write) {
    throw new UsageError(`--format takes ${[...writers.keys()].join(', ')}, not "${format}".`);
  }
  requireInstant(now);
  if (paths.length === 0) {
    throw new UsageError('check takes documents or folders: sandshell check docs README.md.');
  }
  return { isUpdate: update, isTogether: together, write, seed, now, paths };
}

interface Documents {
  readonly files: readonly string[];
  readonly problems: string[];
}

/** Of a folder all Markdown and MDX below it, each file once. */
async function documentsOf(paths: readonly string[]): Promise<Documents> {
  const files = new Set<string>();
  const problems: string[] = [];
  for (const path of paths) {
    try {
      const found = (await stat(path)).isDirectory() ? await documentsBelow(path) : [path];
      for (const file of found) files.add(file);
      if (found.length === 0) problems.push(`There is no Markdown in ${path}.`);
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      problems.push(isMissing ? `There is no ${path}.` : reasonOf(error));
    }
  }
  return { files: [...files], problems };
}

async function documentsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || /^(node_modules|dist)$/.test(entry.name)) continue;
    if (entry.isDirectory()) found.push(...(await documentsBelow(path)));
    else if (/\.(md|markdown|mdx)$/i.test(entry.name)) found.push(path);
  }
  return found;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
