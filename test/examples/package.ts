// The package as npm would publish it, put where a site's own tools look for it.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const examples = join(root, 'docs/examples');

const exec = promisify(execFile);

/** Gives the path of the tarball, in a folder of its own. Needs the build. */
export async function packLibrary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandshell-pack-'));
  const words = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await exec('npm', words, { cwd: root });
  return join(folder, stdout.trim());
}

/** Beside what the repository has installed: enough for tools that are there already. */
export async function unpackInto(example: string, tarball: string): Promise<void> {
  const folder = join(examples, example, 'node_modules/sandshell');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await exec('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/** One of the repository's own programs, as in `vitepress/bin/vitepress.js`. */
export async function runTool(
  path: string,
  words: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<void> {
  const program = join(root, 'node_modules', path);
  // Those who build a site do so outside of a test.
  const { VITEST: _, NODE_ENV: __, ...outside } = process.env;
  await exec(process.execPath, [program, ...words], { cwd, env: { ...outside, ...env } });
}
