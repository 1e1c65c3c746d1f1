// What several builds of the package would each hold a copy of, large and needing nothing else: built
// once into dist/lib/chunks/, and named from there by all.

import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import process from 'node:process';
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';

const packages: readonly string[] = ['jq-wasm/inline', 're2js'];
const catalogFolder = 'src/catalog/generated';
/** The first part and tree stay with the first command. */
const isShared = /^(events|tree|(part|prose)-(?!first).+)\.json$/;

const scheme = 'sandshell-shared:';

const chunksFolder = 'dist/lib/chunks';

export interface SharedFiles {
  readonly folder: string;
  /** Text by file name without folder, as in `jq-wasm-D3xs9kQ2.js`. */
  readonly texts: ReadonlyMap<string, string>;
  /** File name by what the sources import: a package's name, or that of a file of the catalogue. */
  readonly names: ReadonlyMap<string, string>;
  readonly notices: string;
}

/** Only in memory: `shareFiles` writes them. `config` is that of any part of the library. */
export async function buildSharedFiles(
  root: string,
  config: (entry: Readonly<Record<string, string>>) => InlineConfig,
): Promise<SharedFiles> {
  const sources = sharedSources(root);
  const base = config(Object.fromEntries(sources));
  const names = '[name]-[hash].js';
  const built = await build({
    ...base,
    root,
    plugins: [packagesAsEntries(root)],
    build: {
      ...base.build,
      write: false,
      rolldownOptions: {
        output: { minify: true, entryFileNames: names, chunkFileNames: names },
      },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('The shared files were not built.');
  return { folder: join(root, chunksFolder), ...sharedFiles(result.output, sources) };
}

/** What the sources import by the name of its file to be. */
function sharedSources(root: string): ReadonlyMap<string, string> {
  const catalog = readdirSync(join(root, catalogFolder)).filter((name) => isShared.test(name));
  return new Map([
    ...packages.map((name) => [name.split('/')[0] ?? name, name] as const),
    ...catalog.map((name) => [basename(name, '.json'), `${catalogFolder}/${name}`] as const),
  ]);
}

/** A library's entries are files to the bundler, below `root`. */
function packagesAsEntries(root: string): Plugin {
  return {
    name: 'packages-as-entries',
    enforce: 'pre',
    resolveId(source) {
      const name = packages.find((known) => source === join(root, known));
      return name === undefined ? undefined : this.resolve(name, join(root, 'index.html'));
    },
  };
}

function sharedFiles(
  output: Rolldown.RolldownOutput['output'],
  sources: ReadonlyMap<string, string>,
): Omit<SharedFiles, 'folder'> {
  const texts = new Map<string, string>();
  const names = new Map<string, string>();
  let notices = '';
  for (const file of output) {
    if (file.type === 'asset') notices = String(file.source);
    else {
      texts.set(file.fileName, file.code);
      const source = sources.get(file.name);
      if (file.isEntry && source) names.set(keyOf(source), file.fileName);
    }
  }
  return { texts, names, notices };
}

/** The same however a file imports it. */
function keyOf(source: string): string {
  return source.includes('/generated/') ? basename(source) : source;
}

/**
 * Leaves them out of a build, and sees to it that they are there. `chunks` is their folder as seen from
 * that of the build's output.
 */
export function shareFiles(shared: SharedFiles, chunks: string): Plugin {
  return {
    name: 'share-files',
    apply: 'build',
    enforce: 'pre',
    resolveId(source) {
      const name = shared.names.get(keyOf(source));
      return name === undefined ? undefined : { id: scheme + name, external: true };
    },
    // Right after the folder was emptied, so that they are missing to no program that runs.
    renderStart: () => writeMissing(shared),
    renderChunk(code, { fileName }) {
      if (!code.includes(scheme)) return null;
      const way = posix.relative(posix.dirname(fileName), chunks);
      const prefix = way === '' ? './' : way.startsWith('.') ? `${way}/` : `./${way}/`;
      return { code: code.replaceAll(scheme, prefix), map: null };
    },
  };
}

/** Each as a whole or not at all; a program may be reading those that are there. */
function writeMissing({ folder, texts }: SharedFiles): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of texts) {
    const file = join(folder, name);
    if (existsSync(file)) continue;
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  }
}
