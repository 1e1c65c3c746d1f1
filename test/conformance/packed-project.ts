// A user's project with the package in it: packed as npm would publish it, and installed.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Finished, run } from './program.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly sideEffects: readonly string[];
}

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** What users import, as `sandshell/sandbox`. */
export const entries: readonly string[] = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([name]) => `sandshell${name.slice(1)}`);

export interface PackedProject {
  readonly folder: string;
  /** Of npm's archive. */
  readonly archive: string;
  readonly archiveBytes: number;
  /** Paths in it. */
  readonly packed: readonly string[];
  write(path: string, text: string): void;
  /** Runs a program in the project's folder. */
  run(program: string, ...words: string[]): Promise<Finished>;
  /** Runs the text as an ES module of the project, in Node. */
  script(text: string): Promise<Finished>;
  /** Type-checks as the project's `tsconfig.json` says. */
  compile(): Promise<Finished>;
  /** Makes packages of the checkout the project's own; gives a function that takes them away. */
  link(...names: string[]): () => void;
  remove(): void;
}

export async function createPackedProject(): Promise<PackedProject> {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-project-'));
  const home = { HOME: process.env['HOME'] ?? '' };
  const inFolder = (program: string, ...words: string[]): Promise<Finished> =>
    run(program, words, home, folder);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const pack = ['pack', root, '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await inFolder('npm', ...pack);
  const [told] = JSON.parse(stdout) as {
    filename: string;
    size: number;
    files: { path: string }[];
  }[];
  if (!told) throw new Error('npm packed nothing.');

  write('package.json', JSON.stringify({ type: 'module', private: true }));
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { stderr, exitCode } = await inFolder('npm', ...install, `./${told.filename}`);
  if (exitCode !== 0 || stderr !== '') throw new Error(`The package was not installed: ${stderr}`);

  return {
    folder,
    archive: join(folder, told.filename),
    archiveBytes: told.size,
    packed: told.files.map(({ path }) => path),
    write,
    run: inFolder,
    script(text) {
      write('script.mjs', text);
      return inFolder(process.execPath, 'script.mjs');
    },
    compile: () => inFolder(process.execPath, join(root, 'node_modules/typescript/bin/tsc')),
    link(...names) {
      const places = names.map((name) => join(folder, 'node_modules', name));
      for (const [index, name] of names.entries()) {
        const place = places[index] ?? '';
        mkdirSync(dirname(place), { recursive: true });
        symlinkSync(join(root, 'node_modules', name), place);
      }
      return () => places.forEach((place) => rmSync(place));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What entries need a user to have, with the types of those whose types are packages of their own. */
export const peers: readonly string[] = Object.keys(manifest.peerDependencies ?? {}).flatMap(
  (name) => (name === 'react' ? [name, '@types/react'] : [name]),
);
