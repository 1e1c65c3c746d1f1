// Takes help pages apart: what the official CLI and this shell must have in common, and what not.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, stripeCli } from './program.ts';

export interface Cli {
  /** Standard output of the official CLI, which knows no account and tells nobody. */
  print(...words: readonly string[]): Promise<string>;
  remove(): void;
}

export function openCli(): Cli {
  const home = mkdtempSync(join(tmpdir(), 'sandshell-help-'));
  const environment = { HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
  return {
    print: async (...words) => (await run(stripeCli, words, environment)).stdout,
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** By the name of their flag; lines of one description joined. */
export function descriptionsIn(page: string): ReadonlyMap<string, string> {
  const descriptions = new Map<string, string>();
  const [, after = ''] = page.split('\nRequest Parameters:\n');
  let name = '';
  for (const line of (after.split('\nFlags:\n')[0] ?? '').split('\n')) {
    const flag = /^ {6}--([^\s=]+)/.exec(line)?.[1];
    if (flag !== undefined) name = flag;
    else if (line.startsWith('          ')) {
      descriptions.set(name, `${descriptions.get(name) ?? ''} ${line.trim()}`.trim());
    }
  }
  return descriptions;
}

export interface FlagRow {
  /** As in `  -d, --data stringArray`, without the spaces behind. */
  readonly head: string;
  /** Where the summary begins. */
  readonly column: number;
  /** Lines joined. */
  readonly summary: string;
}

/** Of a section such as `Flags` or `Global Flags`. */
export function flagRows(page: string, heading: string): readonly FlagRow[] {
  const [, after = ''] = `\n${page}`.split(`\n${heading}:\n`);
  const rows: { head: string; column: number; summary: string }[] = [];
  for (const line of (after.split('\n\n')[0] ?? '').split('\n')) {
    const match = /^((?: {2}-\w, | {6})--\S+(?: \S+)?)( {2,}|$)(.*)$/.exec(line);
    const last = rows.at(-1);
    if (match?.[1]) {
      const column = match[1].length + (match[2]?.length ?? 0);
      rows.push({ head: match[1], column, summary: match[3] ?? '' });
    } else if (last && line !== '') last.summary += ` ${line.trim()}`;
  }
  return rows;
}

/**
 * The page without the words that are the CLI's own: the text above the usage, examples of
 * hand-written commands, summaries of commands and of flags. What is left must be equal.
 */
export function structureOf(page: string, isOperation: boolean): string {
  const start = page.search(/^(?:Supported events|Usage):$/m);
  const body = page.slice(start);
  const plain = isOperation ? body : withoutOwnWords(body);
  const flags = /\n(Flags|Global [Ff]lags):\n(.*\n)*?(?=\n|$)/g;
  return (
    (start > 0 ? '(about)\n' : '') +
    plain.replace(flags, (text, heading: string) => {
      const rows = flagRows(text, heading).map(({ head, column }) => `${head} @${column}`);
      return `\n${heading}:\n${rows.join('\n')}\n`;
    })
  );
}

const namesWithSummaries = /(?<=\n)((?:Available \w+|\w+ commands):\n)([\s\S]*?)\n\n/g;

function withoutOwnWords(page: string): string {
  return page
    .replace(/\nExamples:\n[\s\S]*?\n\n(?=\S)/, '\nExamples:\n\n')
    .replace(/(\nAvailable plugins:\n) {2}\(.*\)\n\n/, '$1')
    .replace(namesWithSummaries, (_, heading: string, names: string) => {
      const lines = names.split('\n').map((line) => line.replace(/^( {2}\S+ +).*$/, '$1'));
      return `${heading}${lines.join('\n')}\n\n`;
    });
}
