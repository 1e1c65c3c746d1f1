// Files that were dropped on a shell: kept while the page is open, for commands that read one, such as
// `stripe fixtures`. They go nowhere else.

import { holdsLiveKey } from '../text/redact.ts';

const files = new Map<string, string>();
const bytesMax = 1024 * 1024;
const filesMax = 50;

export async function read(name: string): Promise<string | undefined> {
  return files.get(name);
}

/** Changes a file that is there: nothing new comes from a command. */
export async function write(name: string, text: string): Promise<void> {
  if (files.has(name)) files.set(name, text);
}

export function names(): readonly string[] {
  return [...files.keys()].toReversed();
}

/** `insert` gets a line for the prompt: what to do with the file, or why it was not taken. */
export function acceptFiles(target: HTMLElement, insert: (line: string) => void): void {
  const holdsFiles = ({ dataTransfer }: DragEvent): boolean =>
    dataTransfer?.types.includes('Files') ?? false;
  target.addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  target.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    void take([...(event.dataTransfer?.files ?? [])]).then(insert);
  });
}

async function take(dropped: readonly File[]): Promise<string> {
  const refusals: string[] = [];
  const taken: string[] = [];
  for (const file of dropped) {
    const refusal = await keep(file);
    if (refusal === undefined) taken.push(file.name);
    else refusals.push(`${safeName(file.name)}: ${refusal}`);
  }
  const [first] = taken;
  const command = first === undefined ? '' : `stripe fixtures ${quoted(first)}`;
  const remark = refusals.length > 0 ? `# ${refusals.join('; ')}` : '';
  return [command, remark].filter(Boolean).join(' ');
}

/** Gives why not. */
async function keep(file: File): Promise<string | undefined> {
  if (file.size > bytesMax) return 'files of up to 1 MB are taken';
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (!bytes) return 'it cannot be read';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'only text is taken, in UTF-8';
  }
  if (holdsLiveKey(text)) return 'it holds a live key, and was not kept';
  files.delete(file.name);
  files.set(file.name, text);
  for (const oldest of [...files.keys()].slice(0, -filesMax)) files.delete(oldest);
  return undefined;
}

function quoted(name: string): string {
  return /^[\w.,@+-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}

/** A line of its own would end the comment. */
function safeName(name: string): string {
  return name.replaceAll(/\s+/g, ' ');
}
