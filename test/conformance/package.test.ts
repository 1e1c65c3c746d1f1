// The npm package as its users have it: packed, installed in a project of its own, imported there.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createPackedProject,
  entries,
  manifest,
  type PackedProject,
  peers,
  root,
} from './packed-project.ts';
import { run } from './program.ts';

let project: PackedProject;

beforeAll(async () => {
  project = await createPackedProject();
});

afterAll(() => project.remove());

test('brings nothing with it', () => {
  const lock = JSON.parse(readFileSync(join(project.folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  const installed = Object.keys(lock.packages).filter((path) => path !== '');
  expect(installed).toEqual(['node_modules/sandshell']);
});

describe('what is packed', () => {
  test('is what was built, with licence and notices, and no source', () => {
    const always = ['LICENSE', 'README.md', 'package.json'];
    expect(project.packed).toEqual(expect.arrayContaining(always));
    const strays = project.packed.filter(
      (path) =>
        !/^dist\/(lib|node)\/([\w/-]+\.(js|css|html)|notices\.md)$/.test(path) &&
        !/^dist\/lib\/types\/[\w/-]+\.d\.ts$/.test(path) &&
        !always.includes(path),
    );
    expect(strays).toEqual([]);
  });

  test('names every bundled package with its licence beside the files that hold it', () => {
    const bundled = { lib: ['@xterm/xterm', 'yargs-parser', 'idb', 'msw'], node: ['ws'] };
    for (const [folder, names] of Object.entries(bundled)) {
      const path = join(project.folder, 'node_modules/sandshell/dist', folder, 'notices.md');
      const titles = readFileSync(path, 'utf8').match(/^## .*/gm) ?? [];
      for (const name of [...names, 'jq-wasm', 're2js', 'stripe']) {
        const { version, license } = aboutPackage(name === 'stripe' ? 'stripe-catalog' : name);
        expect(titles.join('\n'), folder).toContain(`## ${name} - ${version} (${license})`);
      }
    }
  });

  test('holds no large file twice', () => {
    const large = new Map<string, string[]>();
    for (const path of project.packed.filter((name) => name.endsWith('.js'))) {
      const text = readFileSync(join(project.folder, 'node_modules/sandshell', path), 'utf8');
      if (text.length < 20_000) continue;
      // Copies differ in the names at their ends.
      const middle = text.slice(5_000, 15_000);
      large.set(middle, [...(large.get(middle) ?? []), path]);
    }
    expect(large.size).toBeGreaterThan(5);
    expect([...large.values()].filter((paths) => paths.length > 1)).toEqual([]);
  });

  test('is an archive of less than 2.5 MB', () => {
    expect(project.archiveBytes).toBeLessThan(2_500_000);
  });
});

function aboutPackage(name: string): { version: string; license: string } {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
  };
}

describe('linters of packages', () => {
  test('publint has nothing to say', async () => {
    const archive = readFileSync(project.archive);
    const { messages } = await publint({ pack: { tarball: arrayBufferOf(archive) }, strict: true });
    expect(messages).toEqual([]);
  });

  test('are the types wrong? Not for anything that can import ES modules', async () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const words = [attw, project.archive, '--format', 'json'];
    // In the checkout's folder, where its settings are.
    const { stdout, exitCode } = await run(process.execPath, words, {}, root);
    const { analysis, problems = {} } = JSON.parse(stdout) as {
      analysis: { entrypoints: Readonly<Record<string, unknown>> };
      problems?: Readonly<Record<string, readonly { readonly resolutionKind?: string }[]>>;
    };
    const checked = Object.keys(analysis.entrypoints).map((name) => `sandshell${name.slice(1)}`);
    expect(checked).toEqual(expect.arrayContaining([...entries]));
    // The report names these two in each profile; the exit code leaves them out.
    const passedBy = ['node10', 'node16-cjs'];
    const found = Object.values(problems)
      .flat()
      .filter(({ resolutionKind = '' }) => !passedBy.includes(resolutionKind));
    expect({ found, exitCode }).toEqual({ found: [], exitCode: 0 });
  });

  test('every budget of size-limit is held', async () => {
    const program = join(root, 'node_modules/size-limit/bin.js');
    const { stdout } = await run(process.execPath, [program, '--json'], {}, root);
    const sizes = JSON.parse(stdout) as { name: string; passed: boolean; size: number }[];
    expect(sizes.map(({ name }) => name)).toEqual(expect.arrayContaining([...entries]));
    expect(sizes.filter(({ passed }) => !passed)).toEqual([]);
  });
});

function arrayBufferOf(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

describe('in plain Node', () => {
  test.each(entries)('%s is harmless to import: no output, no global changed', async (name) => {
    const unlink = project.link(...peers);
    const { stdout, stderr } = await project.script(`
      // Read, because Node makes some of them when they are.
      const globals = () => new Map(Reflect.ownKeys(globalThis).map((key) => [key, globalThis[key]]));
      globals();
      // Theirs are not ours.
      for (const peer of ${JSON.stringify(peers.filter((peer) => !peer.startsWith('@types/')))}) await import(peer);
      const before = globals();
      const given = await import(${JSON.stringify(name)});
      const after = globals();
      const changed = [...new Set([...before.keys(), ...after.keys()])]
        .filter((key) => !Object.is(before.get(key), after.get(key)));
      console.log(typeof given, changed.map(String).join());
    `);
    unlink();
    expect({ stdout, stderr }).toEqual({ stdout: 'object \n', stderr: '' });
  });

  test('sandshell/sandbox answers requests', async () => {
    const { stdout, stderr } = await project.script(`
      import { createSandbox } from 'sandshell/sandbox';
      const { fetch } = createSandbox({ seed: 'docs', now: '2026-01-31T12:00:00Z' });
      const headers = { Authorization: 'Bearer sk_test_123' };
      const body = new URLSearchParams({ email: 'jane@example.com' });
      const url = 'https://api.stripe.com/v1/customers';
      const response = await fetch(new Request(url, { method: 'POST', headers, body }));
      const { object, email, created } = await response.json();
      console.log(response.status, object, email, created);
    `);
    expect({ stdout, stderr }).toEqual({
      stdout: '200 customer jane@example.com 1769860800\n',
      stderr: '',
    });
  });

  test('sandshell/shell runs a line on it, with jq and grep', async () => {
    const { stdout, stderr } = await project.script(`
      import { createSandbox } from 'sandshell/sandbox';
      import { createShell } from 'sandshell/shell';
      const shell = createShell({ fetch: createSandbox().fetch });
      const { stdout, exitCode } = await shell.run('stripe customers create --name=Jane');
      console.log(JSON.parse(stdout).name, exitCode);
      const { exitCode: refused } = await shell.run('stripe custmers');
      console.log(refused);
      const line = "stripe customers list | jq -r '.data[].name' | grep -o an";
      console.log((await shell.run(line)).stdout.trim());
    `);
    expect({ stdout, stderr }).toEqual({ stdout: 'Jane 0\n1\nan\n', stderr: '' });
  });

  test('sandshell/msw works with the project’s own msw', async () => {
    const unlink = project.link('msw');
    const { stdout, stderr } = await project.script(`
      import { setupServer } from 'msw/node';
      import { handlers } from 'sandshell/msw';
      import { createSandbox } from 'sandshell/sandbox';
      const server = setupServer(...handlers(createSandbox()));
      server.listen();
      const headers = { Authorization: 'Bearer sk_test_123' };
      const response = await fetch('https://api.stripe.com/v1/customers', { headers });
      console.log(response.status, (await response.json()).object);
      server.close();
    `);
    unlink();
    expect({ stdout, stderr }).toEqual({ stdout: '200 list\n', stderr: '' });
  });

  test('sandshell/proxy passes requests on, in plain Node', async () => {
    const { stdout, stderr } = await project.script(`
      import { createProxy } from 'sandshell/proxy';
      import { createSandbox } from 'sandshell/sandbox';
      const sandbox = createSandbox();
      const ask = async ({ origin, path, method, headers, body }) => {
        const response = await sandbox.fetch(new Request(origin + path, { method, headers, body }));
        const text = await response.text();
        return { status: response.status, header: (name) => response.headers.get(name), body: text };
      };
      const proxy = createProxy({ key: 'sk_test_123', ask });
      const body = new URLSearchParams({ name: 'Jane' });
      const customers = new Request('https://proxy.example/v1/customers', { method: 'POST', body });
      const response = await proxy(customers);
      console.log(response.status, (await response.json()).name);
      console.log((await proxy(new Request('https://proxy.example/v1/payouts'))).status);
      try {
        createProxy({ key: 'sk_live_123' });
      } catch (error) {
        console.log(error.message);
      }
    `);
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringMatching(/^200 Jane\n403\nThe key is of live mode\./),
      stderr: '',
    });
  });

  test('CommonJS can require it', async () => {
    project.write(
      'use.cjs',
      "console.log(typeof require('sandshell/shell').createShell, typeof require('sandshell'))",
    );
    const { stdout } = await project.run(process.execPath, 'use.cjs');
    expect(stdout).toBe('function object\n');
  });

  test('its program runs, and finds what it shares with the library', async () => {
    const program = join(project.folder, 'node_modules/.bin/sandshell');
    const version = await project.run(program, '--version');
    expect(version).toEqual({
      stdout: expect.stringMatching(/^sandshell \d+\.\d+\.\d+\n$/),
      stderr: '',
      exitCode: 0,
    });
    const piped = await project.run(program, 'run', "stripe refunds list | jq '.data' | grep -c .");
    expect(piped).toEqual({ stdout: '1\n', stderr: '', exitCode: 0 });
  });
});

describe('its types are whole', () => {
  const options = {
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
  };
  const resolutions = [
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ];

  test.each(resolutions)(
    'for $moduleResolution, strict, the libraries checked too: nothing is needed beside it',
    async (resolution) => {
      const ownEntries = entries.filter((name) => !typesNameOthers(name));
      expect(ownEntries).toEqual(expect.arrayContaining(['sandshell', 'sandshell/sandbox']));
      const imports = ownEntries.map((name, index) => `import * as entry${index} from '${name}';`);
      const names = ownEntries.map((_, index) => `entry${index}`).join(', ');
      project.write(
        'use.ts',
        `${imports.join('\n')}
        export const all: readonly object[] = [${names}];
        import { createSandbox } from 'sandshell/sandbox';
        import { createShell } from 'sandshell/shell';
        const sandbox = createSandbox({ seed: 'a', now: new Date() });
        const shell = createShell({ fetch: sandbox.fetch });
        export const exitCode: Promise<number> = shell.run('stripe').then((result) => result.exitCode);
        sandbox.restore(sandbox.snapshot());
        // @ts-expect-error: a seed is text.
        createSandbox({ seed: 1 });
        `,
      );
      expect(await checked({ ...options, ...resolution, skipLibCheck: false })).toBe('');
    },
  );

  test('elements, their events and a frame are known by name, with what they tell', async () => {
    project.write(
      'use.ts',
      `import 'sandshell';
      import { connectFrame } from 'sandshell/frame';
      const shell = document.querySelector('sand-shell')!;
      export const exitCode: Promise<number> = shell.run('stripe').then((result) => result.exitCode);
      shell.addEventListener('sandshell:result', ({ detail }) => detail.exitCode.toFixed());
      document.addEventListener('sandshell:event', ({ detail: { event } }) => event['type']);
      document.addEventListener('sandshell:webhook', ({ detail: { request, respondWith } }) =>
        respondWith(new Response(request.url)));
      document.addEventListener('sandshell:delivery', ({ detail }) => detail.attempts.toFixed());
      const frame = connectFrame(document.querySelector('iframe')!);
      frame.on('size', ({ height }) => height.toFixed());
      frame.on('event', ({ event }) => event['type']);
      // @ts-expect-error: there is no such event.
      frame.on('resize', () => undefined);
      `,
    );
    expect(await checked({ ...options, ...resolutions[1], skipLibCheck: false })).toBe('');
  });

  test.each(resolutions)('for $moduleResolution with the peers', async (resolution) => {
    const unlink = project.link(...peers);
    const imports = entries.map((name, index) => `import * as entry${index} from '${name}';`);
    const names = entries.map((_, index) => `entry${index}`).join(', ');
    project.write(
      'use.ts',
      `${imports.join('\n')}\nexport const all: readonly object[] = [${names}];`,
    );
    // Those of the peers are not ours to check.
    const problems = await checked({ ...options, ...resolution, skipLibCheck: true });
    unlink();
    expect(problems).toBe('');
  });

  async function checked(compilerOptions: object): Promise<string> {
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    return (await project.compile()).stdout;
  }

  /** Whether its declarations, or any that they import, import those of another package. */
  function typesNameOthers(name: string): boolean {
    const entry = manifest.exports[name.replace('sandshell', '.')] as { types: string };
    const seen = new Set([join(project.folder, 'node_modules/sandshell', entry.types)]);
    // A set that grows is walked to its end.
    for (const file of seen) {
      const text = readFileSync(file, 'utf8');
      for (const [, path = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
        if (!path.startsWith('.')) return true;
        seen.add(join(dirname(file), path.replace(/\.js$/, '.d.ts')));
      }
    }
    return false;
  }
});
