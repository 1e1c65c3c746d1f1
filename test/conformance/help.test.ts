import { afterAll, describe, expect, test } from 'vitest';
import type { Prose } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Place } from '../../src/shell/command.ts';
import { stripeCommands } from '../../src/shell/commands.ts';
import { flagColumns } from '../../src/shell/flag-columns.ts';
import { plainLook } from '../../src/shell/help-style.ts';
import { createTree, placeAt } from '../../src/shell/tree.ts';
import { layOut, usagePage } from '../../src/shell/usage.ts';
import type { UsageFlag } from '../../src/shell/usage-type.ts';
import { descriptionsIn, flagRows, openCli, structureOf } from './cli-help.ts';

const catalog = await loadCatalog();
await catalog.loadAll();
const root = createTree(catalog, stripeCommands);
const cli = openCli();
afterAll(cli.remove);

function place(words: string): Place {
  const found = placeAt(root, words === '' ? [] : words.split(' '));
  if (!found) throw new Error(`no command ${words}`);
  return found;
}

/**
 * With the CLI's descriptions in place of the catalogue's, so that all the rest can be compared.
 */
function page(words: string, isFull: boolean, descriptions = new Map<string, string>()): string {
  const prose: Prose = {
    operation: () => '',
    param: (_, path) => descriptions.get(path.replaceAll('_', '-')) ?? '',
  };
  return layOut(place(words), { catalog, look: plainLook, columns: 80, isFull, prose });
}

const operations = [
  'customers create',
  'customers retrieve',
  'customers update',
  'customers delete',
  'customers list',
  'customers search',
  'payment_intents create',
  'payment_intents cancel',
  'setup_intents create',
  'charges capture',
  'accounts retrieve',
  'coupons update',
  'subscriptions cancel',
  'issuing cards create',
  'terminal readers process_setup_intent',
  'files create',
  'events resend',
  'climate commitment enable',
  'line_items list',
  'v2 core accounts create',
  'v2 core accounts list',
  'preview v2 core accounts create',
];

describe('the page of an operation is the CLI’s but for its words about flags', () => {
  test.each(operations)('%s', async (words) => {
    const complete = await cli.print('help', ...words.split(' '));
    const short = await cli.print(...words.split(' '), '--help');
    const descriptions = new Map(descriptionsIn(complete));
    const ours = page(words, true, descriptions);
    expect(structureOf(ours, true)).toBe(structureOf(complete, true));
    expect(structureOf(page(words, false, descriptions), true)).toBe(structureOf(short, true));
  });
});

const groups = [
  'customers',
  'customers test_helpers',
  'issuing',
  'issuing cards',
  'billing',
  'climate commitment',
  'line_items',
  'preview',
  'preview v2',
  'preview v2 core vaults',
  'terminal',
  'test_helpers',
  'test_helpers issuing',
  'v2',
  'v2 billing',
  'logs',
  'sandbox',
  'docs prefs',
];

const handWritten = [
  'get',
  'post',
  'delete',
  'preview get',
  'preview post',
  'version',
  'community',
  'completion',
  'config',
  'data metrics run',
  'docs api',
  'fixtures',
  'listen',
  'login',
  'logs tail',
  'open',
  'provision',
  'reporting query-runs create',
  'sandbox create',
  'whoami',
];

describe('the page of any other command has the CLI’s names, flags and columns', () => {
  test.each([...groups, ...handWritten])('%s', async (words) => {
    const theirs = await cli.print('help', ...words.split(' '));
    expect(structureOf(page(words, true), false)).toBe(structureOf(theirs, false));
  });

  test('resources', async () => {
    const names = (text: string): readonly string[] =>
      text.split('\n').map((line) => line.replace(/^( {2}\S+ +).*$/, '$1'));
    expect(names(page('resources', true))).toEqual(names(await cli.print('resources')));
  });

  test('stripe itself', async () => {
    const names = (text: string): readonly string[] =>
      text
        .split('\n')
        .flatMap(
          (line) =>
            /^(?:\S.*:|Use .*| {2}[a-z]\S+ +)$/.exec(
              line.replace(/^( {2}[a-z]\S* +)\S.*$/, '$1'),
            )?.[0] ?? [],
        );
    const theirs = await cli.print('--help');
    const ours = page('', true);
    expect(names(ours)).toEqual(names(theirs));
    const heads = (text: string): readonly string[] =>
      flagRows(text, 'Flags').map(({ head }) => head);
    expect(heads(ours)).toEqual(heads(theirs));
  });
});

test('flags are set in columns as the CLI sets its own, word by word', async () => {
  for (const words of ['get', 'config', 'fixtures', 'completion', 'sandbox create']) {
    const theirs = await cli.print('help', ...words.split(' '));
    for (const heading of ['Flags', 'Global flags']) {
      const rows = flagRows(theirs, heading);
      expect(flagColumns(rows.map(asFlag), 80).trimEnd()).toBe(
        theirs.split(`\n${heading}:\n`)[1]?.split('\n\n')[0]?.trimEnd(),
      );
    }
  }
});

function asFlag({ head, summary }: { head: string; summary: string }): UsageFlag {
  const match = /^ *(?:-(\w), )?--(\S+?)(?: (\S+?))?(?:\[="(\w+)"\])?$/.exec(head);
  const [, shorthand, name = '', valueName, bare] = match ?? [];
  return {
    name,
    summary,
    type: valueName === undefined ? 'boolean' : 'string',
    ...(shorthand !== undefined && { shorthand }),
    ...(valueName !== undefined && { valueName }),
    ...(bare !== undefined && { bare }),
  };
}

/**
 * The rest: addresses, of which the package has another text than the CLI; links without their
 * host; typographic quotes; and parameters that the package does not have.
 */
const agreementMin = 0.9;

test('most descriptions of parameters are the CLI’s, word by word', async () => {
  let [same, all] = [0, 0];
  for (const words of operations) {
    const theirs = descriptionsIn(await cli.print('help', ...words.split(' ')));
    const options = { catalog, columns: 80, isColor: false, isFull: true };
    const ours = descriptionsIn(await usagePage(place(words), options));
    const isAddress = (name: string): boolean => /address(-kan[ai])?\./.test(name);
    const names = [...theirs.keys()].filter((name) => !isAddress(name));
    all += names.length;
    same += names.filter((name) => ours.get(name) === theirs.get(name)).length;
  }
  console.log(`${same} of ${all} descriptions are equal (${((100 * same) / all).toFixed(1)} %).`);
  expect(same / all).toBeGreaterThanOrEqual(agreementMin);
});
