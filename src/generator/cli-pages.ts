// Runs the official CLI for all of its help pages and the requests it would make. Nothing is sent.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CliPages {
  readonly version: string;
  readonly stableVersion: string;
  readonly previewVersion: string;
  /** In the CLI's order. */
  readonly pages: Readonly<Record<string, CliPage>>;
}

export interface CliPage {
  readonly isLeaf: boolean;
  readonly complete: string;
  readonly short: string;
  /** As in `POST /v1/customers/{customer}`; absent where it is no API operation. */
  readonly request?: string;
}

interface MapNode {
  readonly name: string;
  readonly commands?: readonly MapNode[];
}

/** Two at a time: the CLI takes a tenth of a second for each of some 2,500 runs. */
const workersCount = 2;

export function cliPath(): string {
  const name = `cli-${process.platform}-${process.arch === 'x64' ? 'x64' : 'arm64'}`;
  return fileURLToPath(new URL(`../../node_modules/@stripe/${name}/bin/stripe`, import.meta.url));
}

/** The CLI in a home of its own, telling nobody. */
export function createCli(): { run: Run; remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'sandshell-cli-'));
  const env = { HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
  const run: Run = (words) =>
    new Promise((resolve) => {
      execFile(cliPath(), words, { env, cwd: home, maxBuffer: 1e8 }, (_error, stdout) =>
        resolve(stdout),
      );
    });
  return { run, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Gives standard output, whatever the exit code. */
export type Run = (words: readonly string[]) => Promise<string>;

export async function collectPages(): Promise<CliPages> {
  const { run, remove } = createCli();
  const tree = JSON.parse(await run(['--map=json'])) as MapNode;
  const nodes = nodesUnder(tree, []);
  const found = new Map<string, CliPage>();
  let next = 0;
  async function work(): Promise<void> {
    for (let node = nodes[next++]; node; node = nodes[next++]) {
      found.set(node.words.join(' '), await pageOf(run, node.words, node.isLeaf));
    }
  }
  await Promise.all(Array.from({ length: workersCount }, work));
  const pages = Object.fromEntries(
    nodes.flatMap(({ words }) => {
      const page = found.get(words.join(' '));
      return page ? [[words.join(' '), page]] : [];
    }),
  );
  const versions = {
    version: (await run(['--version'])).trim().split(' ').at(-1) ?? '',
    stableVersion: await apiVersionOf(run, ['v2', 'core', 'accounts', 'list']),
    previewVersion: await apiVersionOf(run, ['preview', 'v2', 'core', 'accounts', 'list']),
  };
  remove();
  return { ...versions, pages };
}

function nodesUnder(
  node: MapNode,
  words: readonly string[],
): readonly { readonly words: readonly string[]; readonly isLeaf: boolean }[] {
  const own = words.length > 0 ? [{ words, isLeaf: !node.commands }] : [];
  const inner = (node.commands ?? []).flatMap((child) => nodesUnder(child, [...words, child.name]));
  return [...own, ...inner];
}

async function pageOf(run: Run, words: readonly string[], isLeaf: boolean): Promise<CliPage> {
  const complete = await run(['help', ...words]);
  const short = await run([...words, '--help']);
  if (!isLeaf || !complete.includes('\nRequest Parameters:\n')) return { isLeaf, complete, short };
  const usage = complete.slice(complete.indexOf('Usage:')).split('\n')[1] ?? '';
  const ids = [...usage.matchAll(/ <([^>]+)>/g)].map((match) => `{${match[1]}}`);
  // One command wants a number where others want an id.
  const request = await dryRun(run, [...words, ...ids]).catch(() =>
    dryRun(run, [...words, ...ids.map(() => '1')]),
  );
  const { method, url } = request;
  return { isLeaf, complete, short, request: `${method} ${decodeURI(new URL(url).pathname)}` };
}

async function apiVersionOf(run: Run, words: readonly string[]): Promise<string> {
  return (await dryRun(run, words)).headers['Stripe-Version'] ?? '';
}

interface DryRun {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function dryRun(run: Run, words: readonly string[]): Promise<DryRun> {
  const text = await run([...words, '--dry-run']);
  return (JSON.parse(text) as { dry_run: DryRun }).dry_run;
}
