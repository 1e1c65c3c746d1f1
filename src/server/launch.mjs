// Runs the `sandshell` program of this checkout: builds it first when a source is newer than the
// build. Any number of launches may come at the same time: one builds, the others wait.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = `${root}dist/node`;
const program = `${built}/main.js`;
const lock = `${root}dist/.node-build.lock`;
const pollMs = 50;

while (isStale()) {
  if (!takeLock()) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    continue;
  }
  try {
    // Another launch may have built between the look and the lock.
    if (isStale()) buildAndPublish();
  } finally {
    rmSync(lock, { force: true });
  }
  // Not looked at again: a source from the future would never be older than its build.
  break;
}
await import(program);

function isStale() {
  const sources = ['src', 'package.json', 'vite.config.ts'].map((name) => newestMs(root + name));
  return newestMs(program) < Math.max(...sources);
}

/** 0 for what is not there. Generated files follow from the generator, which is a source. */
function newestMs(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const names = readdirSync(path).filter((name) => name !== 'generated');
  return Math.max(0, ...names.map((name) => newestMs(`${path}/${name}`)));
}

function takeLock() {
  mkdirSync(`${root}dist`, { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isOwned()) rmSync(lock, { force: true });
    return false;
  }
}

/** False when the launch that took the lock was killed. Just after taking it, it is still empty. */
function isOwned() {
  try {
    const owner = readFileSync(lock, 'utf8');
    if (owner !== '') process.kill(Number(owner), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM' || error.code === 'ENOENT';
  }
}

/** Into a folder of its own first: a program that runs, or starts just now, finds whole files only. */
function buildAndPublish() {
  const started = new Date();
  const folder = `${root}dist/.node-${process.pid}`;
  try {
    run(['src/generator/launch.mjs']);
    run(['node_modules/vite/bin/vite.js', 'build', '--mode', 'node', '--outDir', folder]);
    // A source that changed meanwhile must count as newer.
    utimesSync(`${folder}/main.js`, started, started);
    publish(folder, built);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** File by file, what starts it all last: each is there as a whole or not at all. */
function publish(from, to) {
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from, { withFileTypes: true });
  entries.sort((a, b) => Number(a.name === 'main.js') - Number(b.name === 'main.js'));
  for (const entry of entries) {
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory()) publish(source, target);
    else renameSync(source, target);
  }
}

function run(words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  rmSync(lock, { force: true });
  process.exit(2);
}
