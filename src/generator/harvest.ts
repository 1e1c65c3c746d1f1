// `npm run harvest`, by hand when the versions change: the official CLI's facts into overlay.json.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { present } from '../base/assert.ts';
import { collectPages, type CliPage, type CliPages } from './cli-pages.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { describe } from './describe.ts';
import { eventTypes } from './events.ts';
import { commonOf, differences, flagsHash, operationsIn } from './flag-differences.ts';
import { filesOf, readPackages } from './generate.ts';
import { readHelpPage } from './help-page.ts';
import { overlayPath, type CommandFacts, type Overlay } from './overlay.ts';
import { rootAliases, rootOrder } from './root-order.ts';

/**
 * Gives what is wrong, in words. `pagesPath` keeps the collected pages, which take minutes, so that
 * the second half can be run again.
 */
export async function harvest(pagesPath: string | undefined): Promise<readonly string[]> {
  const pages = await pagesFrom(pagesPath);
  const overlay = await withDifferences(overlayOf(pages), pages);
  const names = Object.keys(pages.pages).filter((words) => !words.includes(' '));
  const lost = names.filter((name) => !rootOrder.includes(name));
  writeFileSync(overlayPath, written(overlay));
  return lost.map((name) => `The place of "${name}" among the root commands is not known.`);
}

async function pagesFrom(path: string | undefined): Promise<CliPages> {
  if (path && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as CliPages;
  const pages = await collectPages();
  if (path) writeFileSync(path, JSON.stringify(pages));
  return pages;
}

function overlayOf({ version, stableVersion, previewVersion, pages }: CliPages): Overlay {
  const entries = Object.entries(pages);
  return {
    cliVersion: version,
    apiVersion: stableVersion,
    previewApiVersion: previewVersion,
    roots: rootOrder,
    aliases: rootAliases,
    local: entries.flatMap(([words, { isLeaf, request }]) => (isLeaf && !request ? [words] : [])),
    commands: Object.fromEntries(
      entries.flatMap(([words, page]) =>
        page.request ? [[words, factsOf(page, page.request)]] : [],
      ),
    ),
  };
}

function factsOf({ complete }: CliPage, request: string): CommandFacts {
  const { positionals } = readHelpPage(complete);
  const names = [...request.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
  const isSame = positionals.join() === names.join();
  return { request, ...(isSame ? {} : { positionals }), flagsHash: '' };
}

/** What the packages' declarations tell without these facts, held against the CLI's pages. */
async function withDifferences(overlay: Overlay, { pages }: CliPages): Promise<Overlay> {
  const catalog = await catalogOf(overlay);
  const commands: Record<string, CommandFacts> = {};
  for (const operation of operationsIn(catalog.commands)) {
    const words = operation.words.join(' ');
    const page = pages[words];
    const facts = overlay.commands[words];
    if (!page || !facts) continue;
    const complete = readHelpPage(page.complete);
    const flags = complete.flags ?? [];
    const common = commonOf(catalog, operation, readHelpPage(page.short));
    commands[words] = {
      ...facts,
      ...(common.length > 0 && { common }),
      ...differences(catalog, operation, flags),
      flagsHash: flagsHash(flags, complete.required),
    };
  }
  return { ...overlay, commands: { ...overlay.commands, ...commands } };
}

async function catalogOf(overlay: Overlay): Promise<Catalog> {
  const description = describe({ ...(await readPackages()), overlay });
  const { tree, parts, prose, events } = filesOf(description, eventTypes());
  const catalog = createCatalog(tree, {
    part: (name) => Promise.resolve(present(parts[name], `part ${name}`)),
    prose: (name) => Promise.resolve(present(prose[name], `prose ${name}`)),
    events: () => Promise.resolve(events),
  });
  await catalog.loadAll();
  return catalog;
}

/** One command a line, so that a change of the CLI shows as a change of few lines. */
function written({ commands, ...rest }: Overlay): string {
  const head = Object.entries(rest).map(([name, value]) => ` "${name}": ${JSON.stringify(value)},`);
  const lines = Object.entries(commands).map(
    ([words, facts]) => `  ${JSON.stringify(words)}: ${JSON.stringify(facts)}`,
  );
  return `{\n${head.join('\n')}\n "commands": {\n${lines.join(',\n')}\n }\n}\n`;
}
