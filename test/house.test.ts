// Guards the plan of the house: who may import whom, purity, sizes, homes of packages, lists held against folders.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders and top files of `src`, from the ground up: an import may only go to a lower floor. */
const floors: readonly (readonly string[])[] = [
  ['base'],
  ['text', 'wire'],
  ['editor', 'catalog', 'triggers'],
  ['shell', 'sandbox', 'generator', 'documents'],
  ['terminal', 'backend', 'server', 'proxy'],
  ['inspector'],
  ['element', 'snippets'],
  ['main'],
  // The loader and the frame's page fetch main on first use; the demo page is a docs page with the
  // loader on it, and the wrappers put loader and elements into sites that are made with other tools.
  ['loader', 'frame'],
  ['demo', 'wrappers'],
];

/** Same floor, or against the rule "anything → server, generator": each with its reason. */
const allowedSideways = new Set([
  // The programs open the same sandbox and journal as the page does.
  'server → backend',
  // The program runs the proxy on Node.
  'server → proxy',
  // A document's snippets are those of a page.
  'documents → snippets',
]);

/**
 * Rooms of `sandbox`, from the ground up; `.` is the folder itself, the way of a request. Rooms of
 * one floor know nothing of each other. What is fetched late lies above.
 */
const sandboxFloors: readonly (readonly string[])[] = [
  ['checking'],
  ['objects'],
  ['payment-methods'],
  ['accounts', 'prices'],
  ['payments'],
  ['checkout'],
  ['invoices'],
  ['subscriptions'],
  ['resources'],
  ['.'],
  ['lists'],
];

const neverImported = ['element', 'server', 'generator'];
const pure = [
  'base',
  'text',
  'wire',
  'catalog',
  'triggers',
  'editor',
  'shell',
  'sandbox',
  'documents',
];
const impureNames =
  /\b(document|window|localStorage|sessionStorage|indexedDB|setTimeout|setInterval|requestAnimationFrame|Date\.now|Math\.random|performance\.now|new Date\(\))\b|['"]node:/;

const homes: Readonly<Record<string, RegExp>> = {
  'yargs-parser': /^shell\/parser\.ts$/,
  '@xterm/': /^terminal\/terminal\.ts$/,
  'jq-wasm': /^shell\/jq\.ts$/,
  re2js: /^shell\/find-pattern\.ts$/,
  msw: /^backend\/(service-worker|msw-handlers)\.ts$/,
  idb: /^backend\/saved-[a-z-]+\.ts$/,
  'get-east-asian-width': /^text\/width\.ts$/,
  'jsonc-parser': /^documents\/expected-json\.ts$/,
  'fast-xml-parser': /^documents\/report-junit\.ts$/,
  'mdast-util-': /^documents\/markdown\.ts$/,
  'micromark-extension-': /^documents\/markdown\.ts$/,
  'unist-util-visit': /^documents\/markdown\.ts$/,
  ws: /^server\/session-socket\.ts$/,
  ioredis: /^server\/redis-limiter\.ts$/,
  'rate-limiter-flexible': /^server\/redis-limiter\.ts$/,
  pino: /^server\/proxy-log\.ts$/,
  'prom-client': /^server\/proxy-metrics\.ts$/,
  '@hono/node-server': /^server\/proxy-listener\.ts$/,
  hono: /^proxy\/proxy\.ts$/,
  undici: /^server\/upstream\.ts$/,
  vite: /^generator\//,
  terser: /^generator\/small-(library|first-use)\.ts$/,
  'stripe-catalog': /^generator\//,
  react: /^wrappers\/react\.ts$/,
  vue: /^wrappers\/vue\.ts$/,
  'virtual:pwa-register': /^demo\.ts$/,
};

const importPattern =
  /^(?:import|export) (type )?(?:[\w*{][^'";=]*? from )?'([^']+)'|\bimport\(\s*(?:\/\*.*?\*\/\s*)?'([^']+)'|^\} from '([^']+)'/gm;

const linesMax = 300;
const columnsMax = 110;

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly code: string;
  /** What the file names in imports and re-exports, lazily loaded ones too. */
  readonly imports: readonly string[];
  /** The same without `import type`. */
  readonly values: readonly string[];
}

const sources = files(join(root, 'src'))
  .filter((path) => path.endsWith('.ts') && !path.includes('/generated/'))
  .map(read);

describe('floors', () => {
  test('every file of src stands on a floor', () => {
    const strangers = sources.filter(({ room }) => floorOf(room) < 0).map(({ path }) => path);
    expect(strangers).toEqual([]);
  });

  test('imports run down only', () => {
    const wrong = sources.flatMap((source) =>
      localImports(source)
        .filter((room) => room !== source.room && !mayImport(source.room, room))
        .map((room) => `${source.path} → ${room}`),
    );
    expect(wrong).toEqual([]);
  });

  test('the rooms of the sandbox import down only', () => {
    const ways = sources.filter(({ room }) => room === 'sandbox').flatMap(sandboxImports);
    expect(ways).toEqual([]);
  });

  test('no two files stand in a circle, be it for a type alone or for what is fetched late', () => {
    expect(circles()).toEqual([]);
  });

  test('each behaviour stands alone', () => {
    const behaviours = sources.filter(({ path }) => path.startsWith('sandbox/resources/'));
    const wrong = behaviours.flatMap(({ path, imports }) =>
      imports.filter((name) => /^\.\/|\/resources\//.test(name)).map((name) => `${path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('purity', () => {
  test('pure folders name no document, storage, timer, clock, chance or Node module', () => {
    const wrong = sources
      .filter(({ room }) => pure.includes(room))
      .flatMap(({ path, code }) =>
        code
          .split('\n')
          .filter((line) => impureNames.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the proxy runs anywhere: it names no Node module', () => {
    const proxy = sources.filter(({ room }) => room === 'proxy');
    const named = proxy.flatMap(({ imports }) =>
      imports.filter((name) => name.startsWith('node:')),
    );
    expect(named).toEqual([]);
    expect(proxy.filter(({ code }) => /\bBuffer\b/.test(code))).toEqual([]);
  });

  test('every outside package has one home', () => {
    const wrong = sources.flatMap(({ path, values }) =>
      values
        .filter((name) => !/^[./]|^node:/.test(name))
        .filter((name) => !isHome(name, path))
        .map((name) => `${path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  test('each opens with a sentence that says what it is', () => {
    const wrong = sources.filter(({ text }) => !/^(#!.*\n)?(\/\/ .+[.:;,a-z]|\/\*\* )/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test(`none is longer than ${linesMax} lines or wider than ${columnsMax} columns`, () => {
    const wrong = sources.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n');
      const wide = lines.findIndex(({ length }) => length > columnsMax);
      if (lines.length > linesMax) return [`${path}: ${lines.length} lines`];
      return wide < 0 ? [] : [`${path}:${wide + 1} is wide`];
    });
    expect(wrong).toEqual([]);
  });

  test('names are kebab-case, and none is a drawer for anything', () => {
    const wrong = sources.filter(
      ({ path }) =>
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(basename(path)) ||
        /(^|[-/])(utils?|helpers?|manager|misc|common)\b/.test(path),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('exports are named, and classes are elements or errors', () => {
    const wrong = sources.filter(
      ({ path, code }) =>
        // Workers look for a default export.
        (path !== 'proxy/proxy.ts' && /^export default/m.test(code)) ||
        /^(export )?(abstract )?class \w+ (?!extends (BaseElement|HTMLElement|Error) )/m.test(code),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('only main and the wrappers re-export', () => {
    const wrong = sources.filter(
      ({ path, code }) =>
        !/^(main\.ts|wrappers\/)/.test(path) && /^export (\*|(type )?\{[^}]*\}) from/m.test(code),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe('lists held against folders', () => {
  test('every behaviour file is in the list of resources, and every command file in that of commands', () => {
    for (const [list, folder] of [
      ['sandbox/resources.ts', 'sandbox/resources/'],
      ['shell/commands.ts', 'shell/commands/'],
    ] as const) {
      const listed = sources.find(({ path }) => path === list)?.imports ?? [];
      const there = sources.filter(({ path }) => path.startsWith(folder)).map(({ path }) => path);
      const missing = there.filter((path) => !listed.some((name) => path.endsWith(name.slice(2))));
      expect(missing, `${folder} files that ${list} does not import`).toEqual([]);
    }
  });

  test('the top level holds what the plan names, and nothing else', () => {
    const known =
      /^(src|public|test|docs|index\.html|vite\.config\.ts|package(-lock)?\.json|tsconfig(\.[a-z]+)?\.json|README\.md|LICENSE|node_modules|dist|coverage|bench-results\.json|\..+)$/;
    expect(readdirSync(root).filter((name) => !known.test(name))).toEqual([]);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

function read(file: string): Source {
  const path = relative(join(root, 'src'), file);
  const text = readFileSync(file, 'utf8');
  const code = withoutComments(text);
  const found = [...code.matchAll(importPattern)];
  const nameOf = (match: RegExpMatchArray): string => match[2] ?? match[3] ?? match[4] ?? '';
  return {
    path,
    room: roomOf(path),
    text,
    code,
    imports: found.map(nameOf),
    values: found.filter((match) => match[1] === undefined).map(nameOf),
  };
}

/** Line comments go only where they start a line or follow a space, so that `https://` stays. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/ .*$/gm, '$1');
}

function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : path.replace(/\.ts$/, '');
}

function floorOf(room: string): number {
  return floors.findIndex((rooms) => rooms.includes(room));
}

function localImports({ path, imports }: Source): string[] {
  return imports
    .filter((name) => name.startsWith('.'))
    .map((name) => roomOf(join(dirname(path), name)))
    .filter((room) => !room.startsWith('..'));
}

function mayImport(from: string, to: string): boolean {
  if (allowedSideways.has(`${from} → ${to}`)) return true;
  if (neverImported.includes(to) && floorOf(from) < floorOf('main')) return false;
  return floorOf(to) < floorOf(from);
}

/** What a file of the sandbox takes of rooms that are not below its own, as `room/file.ts → room`. */
function sandboxImports(source: Source): string[] {
  const from = sandboxRoom(source.path);
  return staticImports(source)
    .filter((path) => roomOf(path) === 'sandbox')
    .map(sandboxRoom)
    .filter((to) => to !== from && sandboxFloor(to) >= sandboxFloor(from))
    .map((to) => `${source.path.replace('sandbox/', '')} → ${to}`);
}

function sandboxRoom(path: string): string {
  return relative('sandbox', dirname(path)) || '.';
}

/** A room that the plan does not name stands above all: nothing may use it. */
function sandboxFloor(room: string): number {
  const floor = sandboxFloors.findIndex((rooms) => rooms.includes(room));
  return floor < 0 ? sandboxFloors.length : floor;
}

function isHome(name: string, path: string): boolean {
  const home = Object.entries(homes).find(([known]) => name === known || name.startsWith(known));
  return home !== undefined && home[1].test(path);
}

function allImports({ path, imports }: Source): string[] {
  return imports.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name));
}

/** Of values, fetched with the file. */
function staticImports({ path, code }: Source): string[] {
  return [...code.matchAll(/^import (?!type )[^;]*?from ['"](\.[^'"]+)['"]/gm)].map((match) =>
    join(dirname(path), match[1] ?? ''),
  );
}

function circles(): string[] {
  const edges = new Map(sources.map((source) => [source.path, allImports(source)]));
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.add([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return [...found];
}
