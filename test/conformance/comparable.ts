// What an outcome must have in common with the official CLI's: all of it, but for the words of help
// pages, which are the shell's own, and for times.

import type { Outcome } from './both-shells.ts';
import { structureOf } from './cli-help.ts';

/** As texts, so that a test shows the difference line by line. */
export interface Comparable {
  readonly stdout: string;
  readonly exitCode: number | null;
  readonly requests: readonly string[];
}

export function comparable({ stdout, exitCode, requests }: Outcome): Comparable {
  return { stdout: comparableText(stdout), exitCode, requests };
}

export function comparableText(text: string): string {
  const plain = text
    .replace(/^time="[^"]*"/gm, 'time="…"')
    .replace(/^(> [A-Z]+ \S+\?)(.*)$/gm, (_, start: string, query: string) => {
      // As shown by --show-headers: the CLI's own order is another one each time.
      return start + query.split('&').sort().join('&');
    });
  if (plain.startsWith('Available commands:\n')) return namesOfCommands(plain);
  if (/^stripe.*\n[├└]/.test(plain)) return plain.replace(/^(.*── \S+)  .*$/gm, '$1');
  if (/^\{\n {2}"name": "/.test(plain)) return plain.replace(/,\n *"desc": ".*"/g, '');
  const usage = plain.search(/^Usage:$/m);
  if (usage === -1) return plain;
  // What stands before the page, such as a mistake, is compared word by word.
  const page = pageStart(plain, usage);
  return plain.slice(0, page) + comparablePage(plain.slice(page));
}

/** A line of the CLI's that a page may follow. */
const mistakes = /^(?:Unknown (?:help topic|--map mode) .*\n)*/;

function pageStart(text: string, usage: number): number {
  return Math.min(mistakes.exec(text)?.[0].length ?? 0, usage);
}

function comparablePage(page: string): string {
  if (/^Usage:\n {2}stripe \[command\]$/m.test(page)) return rootStructure(page);
  const isOperation = page.includes('\nRequest Parameters:\n');
  const structure = structureOf(page, isOperation);
  return isOperation ? structure.replace(/^ {10}.*\n/gm, '') : structure;
}

/** The page of `stripe` itself: its headings, commands and flags. */
function rootStructure(page: string): string {
  return (
    page
      .slice(page.indexOf('Usage:'))
      .split('\nFlags:\n')[0]
      ?.replace(/^( {2}[a-z.]\S* +).*$/gm, '$1')
      .replace(/^ {2}\(.*\)$/gm, '  (note)')
      .concat(structureOf(`Usage:\n\nFlags:\n${page.split('\nFlags:\n')[1] ?? ''}`, false)) ?? ''
  );
}

function namesOfCommands(page: string): string {
  return page.replace(/^( {2}\S+ +).*$/gm, '$1');
}
