// What makes the files small that a reader fetches first: two slow minifiers, and few files.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify, type CompressOptions } from 'terser';
import type { Plugin } from 'vite';
import { kept } from './kept.ts';
import { withoutCharsets } from './small-charsets.ts';
import { smallIdb } from './small-idb.ts';
import { smallLibrary } from './small-library.ts';
import { smallParser } from './small-parser.ts';

/** xterm.js comes minified but for the names of its members, and with much that is not used here. */
export const smallXterm = (root: string): Plugin => ({
  name: 'small-xterm',
  apply: 'build',
  transform: {
    filter: { id: /@xterm\/xterm\/lib\/xterm\.mjs$/ },
    async handler(code) {
      const read = (path: string): string => readFileSync(join(root, path), 'utf8');
      const typings = read('node_modules/@xterm/xterm/typings/xterm.d.ts');
      const maker = read('src/generator/small-library.ts');
      const used = withoutCharsets(code);
      const make = (): Promise<string> => smallLibrary(used, typings);
      return { code: await kept(root, [used, typings, maker], make), map: null };
    },
  },
});

/** Of yargs-parser pages get what `shell/parser.ts` asks it for. */
export const smallYargs = (root: string): Plugin => ({
  name: 'small-yargs',
  apply: 'build',
  transform: {
    filter: { id: /yargs-parser\/build\/lib\/yargs-parser\.js$/ },
    handler(code) {
      const caller = readFileSync(join(root, 'src/shell/parser.ts'), 'utf8');
      return { code: smallParser(code, caller), map: null };
    },
  },
});

/** Of idb they get what the files of `backend` ask it for. */
export const smallDatabase = (root: string): Plugin => ({
  name: 'small-database',
  apply: 'build',
  transform: {
    filter: { id: /idb\/build\/index\.js$/ },
    handler(code) {
      const folder = join(root, 'src/backend');
      const texts = readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(folder, name), 'utf8'));
      return {
        code: smallIdb(
          code,
          texts.filter((text) => text.includes("from 'idb'")),
        ),
        map: null,
      };
    },
  },
});

/** What every reader fetches is worth a slow minifier, before the bundler's own and after it. */
export const smallFirstUse: Plugin = {
  name: 'small-first-use',
  apply: 'build',
  async renderChunk(code, chunk) {
    if (!isFetchedFirst(chunk)) return null;
    const alone = chunk.isEntry ? code : withoutRuntime(code);
    return { code: await minified(alone), map: null };
  },
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && isFetchedFirst(file)) file.code = await minified(file.code);
      }
    },
  },
};

const compress: CompressOptions = {
  passes: 2,
  // No member is read here for what reading it does.
  pure_getters: true,
  // Alike beside alike packs better.
  hoist_funs: true,
  keep_fargs: false,
  unsafe: true,
  unsafe_arrows: true,
  unsafe_methods: true,
  unsafe_symbols: true,
};

async function minified(code: string): Promise<string> {
  const format = { quote_style: doubleQuotes };
  const { code: smaller = code } = await minify(code, {
    module: true,
    ecma: 2020,
    compress,
    format,
  });
  // What one run makes short lets the next find more.
  return smaller.length < code.length ? minified(smaller) : smaller;
}

function isFetchedFirst({ name, isEntry }: { name: string; isEntry: boolean }): boolean {
  return isEntry || fetchedFirst.includes(name);
}

/**
 * The bundler's function for the objects that modules are seen as would be a file of its own, to be
 * fetched after this one was read. Each of the two is seen as one object with one member.
 */
function withoutRuntime(code: string): string {
  const alone = code
    .replace(/^import \{ t as __exportAll \} from ".\/rolldown-runtime[^"]*";$/m, '')
    .replace(/__exportAll\(\{ (\w+): \(\) => (\w+) \}\)/g, '{ get $1() { return $2; } }');
  if (/__exportAll|rolldown-runtime/.test(alone))
    throw new Error('What is fetched first is parted.');
  return alone;
}

const doubleQuotes = 2;

const firstPrompt = 'first-prompt';
const firstCommand = 'first-command';
const firstShared = 'first-shared';
const fetchedFirst = [firstShared, firstPrompt, firstCommand];

/**
 * Few files, because each costs a request, and what is alike packs best together: beside the entry
 * one for the prompt, and one for all that the first command needs behind it.
 */
export const fewChunks = {
  groups: [
    { name: firstShared, test: /element\/first-shared\.ts$/, priority: 1 },
    { name: firstPrompt, test: /element\/start-session\.ts$/ },
    { name: firstCommand, test: /element\/first-command\.ts$/ },
  ],
};

/** Stateless and a few lines each: what is fetched on first use holds copies of its own. */
const copied = [
  'base/assert',
  'base/emitter',
  'base/once',
  'base/words-of-error',
  'inspector/dom',
  'inspector/feed',
  'inspector/stripe-event',
  'snippets/text-of',
  'terminal/page-looks',
  'terminal/saved-steps',
  'terminal/terminal-size',
];
const heldTwice = filesNamed(copied);

/** The terminal's file has them too, which is not fetched for what runs unseen. */
const heldUnseen = filesNamed([
  'editor/history',
  'element/open-door',
  'element/shell-door',
  'terminal/runner',
  'terminal/saved-history',
  'terminal/transcript',
]);

function filesNamed(names: readonly string[]): RegExp {
  return new RegExp(`src/(${names.join('|')})\\.ts$`);
}

function isUnseen(importer = ''): boolean {
  return importer.endsWith('?unseen') || importer.endsWith('element/unseen.ts');
}

/** All that the entry holds, but for what is late in those folders. */
const inEntry = [
  /src\/(main|inspector\/feed\.ts$|terminal\/expected)/,
  /src\/element\/(?!first-shared|key-row|open-door|page-proxy|shell-door|unseen)/,
  /src\/snippets\/(?!commands|edit|late|output|steps)/,
];

/** Else a third file would be fetched for them, after the entry and before all the rest. */
export const copiesForFirstUse: Plugin = {
  name: 'copies-for-first-use',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const isInEntry = inEntry.some((files) => files.test(importer ?? 'src/main.ts'));
    if (isInEntry) return null;
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (!resolved) return null;
    if (heldTwice.test(resolved.id)) return `${resolved.id}?copy`;
    return isUnseen(importer) && heldUnseen.test(resolved.id) ? `${resolved.id}?unseen` : null;
  },
};
