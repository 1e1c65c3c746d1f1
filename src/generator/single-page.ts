// The demo page as one file, for `file://`: what it names beside itself goes in too, or goes away.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { noticesName } from './notices.ts';

/** After vite-plugin-singlefile, which puts scripts and styles in. `name` is the file's. */
export function singlePage(root: string, name: string): Plugin {
  return {
    name: 'single-page',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle['index.html'];
        const notices = bundle[noticesName];
        if (page?.type !== 'asset' || notices?.type !== 'asset') {
          throw new Error('The build wrote no page or no notices.');
        }
        const icon = readFileSync(join(root, 'public/icon.svg'));
        const source = withoutNeighbours(String(page.source), icon, String(notices.source));
        for (const file of ['index.html', noticesName]) delete bundle[file];
        this.emitFile({ type: 'asset', fileName: name, source });
      },
    },
  };
}

function withoutNeighbours(html: string, icon: Buffer, notices: string): string {
  const iconUrl = `data:image/svg+xml;base64,${icon.toString('base64')}`;
  const folded = `<details id="notices"><summary>Notices of bundled packages</summary>
      <pre>${escaped(notices)}</pre></details>\n    </footer>`;
  const whole = html
    .replace(/\s*<link rel="(manifest|apple-touch-icon)"[^>]*>/g, '')
    .replaceAll('"./icon.svg"', () => `"${iconUrl}"`)
    .replaceAll(`"./${noticesName}"`, '"#notices"')
    .replace('</footer>', () => folded);
  // Text that ends or begins a script would cut the page's own in two.
  const scripts = { opened: count(whole, /<script[\s>]/gi), closed: count(whole, /<\/script/gi) };
  const strays = whole.match(/(?:src|href)="\.\/[^"]*"/g) ?? [];
  if (scripts.opened !== 1 || scripts.closed !== 1 || strays.length > 0) {
    throw new Error(`The page is not one file: ${JSON.stringify({ ...scripts, strays })}`);
  }
  return whole;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
