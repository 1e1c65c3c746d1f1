// What can stand at the cursor: all that the official CLI's own completion offers must be offered
// here, in its order, whatever else is.

import { spawn } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { createShell } from '../../src/shell/shell.ts';
import { linesOfEachOperation } from './generated-lines.ts';
import { createHome, finished, stripeCli } from './program.ts';
import { fairPart } from './whole.ts';

const linesCount = 300;

/** Of some ten thousand places in the lines the tests look at one in so many. */
const oneIn = 23;

/** Where the CLI offers what does not begin as the word does: all shells, whatever is typed. */
const unfiltered = /^stripe completion --shell ./;

/** Long for a quiet machine, where all places take a quarter of an hour. */
const patienceMs = 3_600_000;

/** Beside lines of the API's operations, which are made by chance. */
const written = [
  'stripe listen --forward-to localhost:4242 --events customer.created',
  'stripe logs tail --filter-http-method GET --format JSON',
  'stripe trigger payment_intent.succeeded --override a:b=c',
  'stripe fixtures file.json --skip a',
  'stripe open dashboard/payments',
  'stripe config --list',
  'stripe completion --shell zsh',
  'stripe whoami --format json',
  'stripe get cus_123 --limit 3',
  'stripe post /v1/customers -d name=x',
  'stripe delete /v1/customers/cus_123 --confirm',
  'stripe preview get /v2/core/accounts',
  'stripe help customers create',
  'stripe resources',
  'stripe sandbox create --name x',
  'stripe login --interactive',
  'stripe docs search x',
  'stripe v2 core accounts list --limit 3',
  'stripe --color off customers list',
  'stripe --api-key sk_test_123 products list',
  'stripe -p default customers list',
  'stripe events resend evt_1 --webhook-endpoint we_1',
];

const catalog = await loadCatalog();
await catalog.loadAll();
const home = createHome();
afterAll(home.remove);

test(
  'every candidate of the official CLI is offered, in its order',
  async () => {
    const lines = chosenLines();
    const all = [...new Set(lines.flatMap(prefixesOf))];
    const begins = (prefix: string): boolean => / -{0,2}$/.test(prefix);
    // Where a word begins there is most to offer.
    const sorted = [...all.filter(begins), ...all.filter((prefix) => !begins(prefix))];
    const prefixes = fairPart(sorted, oneIn);
    const shell = createShell({ fetch: () => Promise.reject(new Error('no requests')) });
    const wrong: string[] = [];
    let [next, offered] = [0, 0];
    const work = async (): Promise<void> => {
      for (let index = next++; index < prefixes.length; index = next++) {
        const prefix = prefixes[index] ?? '';
        const typed = unfiltered.test(prefix) ? (prefix.split(' ').at(-1) ?? '') : '';
        const theirs = (await candidatesOfCli(prefix)).filter((text) => text.startsWith(typed));
        const { candidates } = await shell.complete(prefix);
        const ours = candidates.map(({ text }) => text);
        const shared = ours.filter((text) => theirs.includes(text));
        offered += theirs.length;
        if (JSON.stringify(shared) !== JSON.stringify(theirs)) {
          const missing = theirs.filter((text) => !ours.includes(text));
          wrong.push(`${prefix}|: ${missing.length > 0 ? missing.join(' ') : 'another order'}`);
        }
      }
    };
    await Promise.all([work(), work(), work(), work()]);
    console.log(
      `At ${prefixes.length - wrong.length} of ${prefixes.length} places in ${lines.length} lines ` +
        `all of the official CLI's candidates are there (${offered} in all).`,
    );
    expect(lines).toHaveLength(linesCount);
    expect(wrong).toEqual([]);
  },
  patienceMs,
);

/** Words without quotes, so that the CLI is handed just what bash would hand it. */
function chosenLines(): readonly string[] {
  const plain = linesOfEachOperation(catalog, 11).filter((line) => /^[\w .=:/@-]+$/.test(line));
  const every = Math.floor(plain.length / (linesCount - written.length));
  return [...written, ...plain.filter((_, index) => index % every === 0)].slice(0, linesCount);
}

/** All that end behind `stripe `. */
function prefixesOf(line: string): readonly string[] {
  const start = 'stripe '.length;
  return Array.from(line.slice(start - 1), (_, index) => line.slice(0, start + index));
}

async function candidatesOfCli(prefix: string): Promise<readonly string[]> {
  const cli = spawn(stripeCli, ['__complete', ...prefix.split(' ').slice(1)], {
    cwd: home.folder,
    env: { ...home.environment, GOGC: 'off', GOMAXPROCS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout } = await finished(cli);
  const rows = stdout.split('\n').filter((row) => row !== '' && !row.startsWith(':'));
  const texts = rows.map((row) => row.split('\t')[0] ?? '');
  // It knows `reporting` twice, and lists its pages in another order each time.
  const once = [...new Set(texts)];
  return prefix.startsWith('stripe open ') ? once.sort() : once;
}
