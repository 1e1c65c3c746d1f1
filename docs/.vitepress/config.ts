// The documentation as a site: every Markdown file of docs/ is a page, and its commands can be run.
// `DOCS_BASE` is the path that it is served under, as in `/sandshell/`.

import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withSandshell } from 'sandshell/vitepress';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { stillPage } from './still-page.ts';

const docs = fileURLToPath(new URL('..', import.meta.url));
const icon = readFileSync(join(docs, '../public/icon.svg'), 'utf8');

/** In the order in which they are read. What is in no group stands in the last. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'For readers': ['getting-started', 'first-request', 'shell', 'sandbox'],
  'For docs sites': ['embedding', 'integrations', 'check', 'offline', 'package'],
  'For developers': ['program', 'proxy', 'adding-a-trigger', 'architecture'],
};

export default withSandshell(
  defineConfig({
    title: 'Sandshell',
    description: 'A shell for Stripe commands that docs pages embed',
    base: process.env['DOCS_BASE'] ?? '/',
    head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
    srcExclude: ['examples/**'],
    metaChunk: true,
    transformHtml: stillPage,
    markdown: {
      // Whose comments can be read on the sand.
      theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
      config({ renderer }) {
        // What braces these pages show is never an expression.
        const inline = renderer.rules.code_inline;
        renderer.rules.code_inline = (...all) =>
          inline?.(...all).replace('<code', '<code v-pre') ?? '';
      },
    },
    // Links to files of the repository, the server that `npm start` starts, and what lies beside pages.
    ignoreDeadLinks: [
      /^\.\.?\/(\.\.\/)*(src|test|examples|README|LICENSE)/,
      'localhostLinks',
      /^\.\/proxy\//,
    ],
    buildEnd: ({ outDir }) =>
      cpSync(join(docs, 'proxy'), join(outDir, 'proxy'), { recursive: true }),
    themeConfig: {
      search: {
        provider: 'local',
        // Its words and its key are its name: see looks.css.
        options: { translations: { button: { buttonAriaLabel: '' } } },
      },
      notFound: { linkLabel: 'Take me home' },
      outline: [2, 3],
      nav: [
        { text: 'Start', link: '/getting-started' },
        { text: 'Embed', link: '/embedding' },
        { text: 'Sandbox', link: '/sandbox' },
        { text: 'Decisions', link: '/decisions/0001-one-door-shape' },
      ],
      sidebar: [...pages(), decisions()],
      footer: { message: 'Not affiliated with, sponsored by or endorsed by Stripe. MIT licence.' },
    },
  }),
);

/** With a link of its own: without one, the theme puts a button into a button. */
function decisions(): DefaultTheme.SidebarItem {
  const items = itemsOf('decisions');
  return { text: 'Decisions', link: items[0]?.link ?? '/', collapsed: true, items };
}

function pages(): DefaultTheme.SidebarItem[] {
  const found = itemsOf('.').filter(({ link }) => link !== '/index');
  const grouped = Object.entries(groups).map(([text, names]) => ({
    text,
    items: names.flatMap((name) => found.filter(({ link }) => link === `/${name}`)),
  }));
  const named = Object.values(groups).flat();
  const others = found.filter(({ link = '' }) => !named.includes(link.slice(1)));
  grouped.at(-1)?.items.push(...others);
  return grouped;
}

/** Of a folder's pages, each by its heading. */
function itemsOf(folder: string): DefaultTheme.SidebarItem[] {
  const names = readdirSync(join(docs, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => {
    const [, heading = basename(name, '.md')] =
      /^# (.*)$/m.exec(readFileSync(join(docs, folder, name), 'utf8')) ?? [];
    return { text: heading, link: join('/', folder, basename(name, '.md')) };
  });
}
