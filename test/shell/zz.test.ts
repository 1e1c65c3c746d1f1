import { test } from 'vitest';
import { openShell } from './open-shell.ts';
test('speed', async () => {
  const shell = openShell();
  for (const line of [`stripe customers create ${'-d a=b '.repeat(20_000)}`,`stripe customers create ${'-d a=b '.repeat(100_000)}`,`stripe customers create ${'x '.repeat(300_000)}`,`echo ${'$A '.repeat(300_000)}`, `${'--name x '.repeat(1)}`, `stripe customers create ${'-csc '.repeat(100_000)}`, `stripe ${'--limit 3 '.repeat(100_000)} customers list`, `stripe post x -d a=${'%5F'.repeat(300_000)}`, `stripe post x -d '${'a['.repeat(300_000)}=1' --dry-run`, `stripe ${"customers ".repeat(100000)}`,`stripe help ${"customers ".repeat(100000)}`]) {
    const t = performance.now(); const r = await shell.run(line);
    console.log(line.slice(0,40), (performance.now() - t).toFixed(0), 'ms;', r.exitCode, r.stderr.slice(0,80));
  }
},600000);
