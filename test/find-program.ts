// Finds programs that tests need on the PATH, or installs Debian's packages that have them.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Of the folders of the PATH, in its order, then of these other paths. */
export function findProgram(
  names: readonly string[],
  elsewhere: readonly string[] = [],
): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...elsewhere].find(isExecutable);
}

/**
 * On Debian and Ubuntu, as root or with a sudo that asks nothing; without a service being started. The
 * first of the packages is told. Whether it went well shows in what is found by then.
 */
export function installPackages(packages: readonly string[]): void {
  if (!existsSync('/usr/bin/apt-get')) return;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...words: string[]): void => {
    const [program = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...words];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    execFileSync(program, rest, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  process.stderr.write(`Not found: installing the ${packages[0]} package with apt-get.\n`);
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  } catch {
    // What is missing then is told by whoever needs it.
  }
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
