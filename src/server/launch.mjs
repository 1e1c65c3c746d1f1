// Runs the `sandshell` program of this checkout: builds it first when a source is newer than the build.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = `${root}dist/node/main.js`;

function newestMs(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    newest = Math.max(newest, entry.isDirectory() ? newestMs(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function build(command, words) {
  const { status, stderr, stdout } = spawnSync(command, words, { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}`);
    process.exit(2);
  }
}

if (!existsSync(program) || statSync(program).mtimeMs < newestMs(`${root}src`)) {
  build(process.execPath, [`${root}src/generator/launch.mjs`]);
  build(process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build', '--mode', 'node']);
}
await import(program);
