// The notices beside built files: the licence of each package of which the files hold something.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const noticesName = 'notices.md';

/** Packages that builds do not see, because files were made from them, with what was made. */
const madeFrom: Readonly<Record<string, string>> = {
  'stripe-catalog': ', whose description of the API the catalogue is made from',
};

export interface NoticesOptions {
  readonly root: string;
  /** Notices of files that are built apart and stand with these. */
  readonly others?: string;
  /** The file of an earlier build into the same folder: what it tells is kept. */
  readonly earlier?: string;
}

/** Completes what the build's own `license` option has written. */
export function wholeNotices({ root, others = '', earlier }: NoticesOptions): Plugin {
  return {
    name: 'whole-notices',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const file = bundle[noticesName];
        if (file?.type !== 'asset') throw new Error(`The build writes no ${noticesName}.`);
        const before = earlier && existsSync(earlier) ? readFileSync(earlier, 'utf8') : '';
        const texts = [before, String(file.source), others, ...sourceNotices(root)];
        file.source = joinedNotices(texts);
      },
    },
  };
}

/** As in `## idb - 8.0.4 (ISC)`. Some licences have headings of their own. */
const titlePattern = /^(?=## \S+ - \d\S* \()/m;

/** Each section once, by its title, in the order of the alphabet. */
export function joinedNotices(texts: readonly string[]): string {
  const sections = new Map<string, string>();
  for (const text of texts) {
    for (const section of text.split(titlePattern).filter((part) => titlePattern.test(part))) {
      sections.set(section.split('\n', 1)[0] ?? '', section.trimEnd());
    }
  }
  const sorted = [...sections].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `${['# Licences of the packages that these files hold', ...sorted].join('\n\n')}\n`;
}

function sourceNotices(root: string): string[] {
  return Object.entries(madeFrom).map(([name, what]) => {
    const folder = join(root, 'node_modules', name);
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const about = JSON.parse(text) as { name: string; version: string; license: string };
    const licence = readFileSync(join(folder, 'LICENSE'), 'utf8');
    return `## ${about.name} - ${about.version} (${about.license})${what}\n\n${licence}`;
  });
}
