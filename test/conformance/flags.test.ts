import { afterAll, expect, test } from 'vitest';
import { flagsOf } from '../../src/catalog/flags.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { asHelpFlags, flagsHash, operationsIn } from '../../src/generator/flag-differences.ts';
import { readHelpPage } from '../../src/generator/help-page.ts';
import { readOverlay } from '../../src/generator/overlay.ts';
import { operationAt } from '../catalog/operation-at.ts';
import { openCli } from './cli-help.ts';

const catalog = await loadCatalog();
await catalog.loadAll();
const cli = openCli();
afterAll(cli.remove);

test('all commands have the flags that the CLI had when it was harvested', () => {
  const { commands } = readOverlay();
  const operations = [...new Set(operationsIn(catalog.commands))];
  let flagsCount = 0;
  const differing = operations.filter((operation) => {
    const flags = flagsOf(catalog, operation);
    flagsCount += flags.length;
    const required = flags.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    const hash = flagsHash(asHelpFlags(flags), required);
    return hash !== commands[operation.words.join(' ')]?.flagsHash;
  });
  const equalCount = operations.length - differing.length;
  console.log(`${equalCount} of ${operations.length} commands have equal flags (${flagsCount}).`);
  expect(differing.map(({ words }) => words.join(' '))).toEqual([]);
  expect(operations.length).toBe(742);
  expect(flagsCount).toBeGreaterThanOrEqual(8259);
});

test.each([
  'customers create',
  'customers list',
  'customers delete',
  'customers search',
  'payment_intents create',
  'payment_intents confirm',
  'checkout sessions create',
  'subscriptions update',
  'invoices create_preview',
  'accounts create',
  'accounts retrieve',
  'files create',
  'coupons create',
  'issuing cards create',
  'test_helpers test_clocks advance',
  'events resend',
  'tokens create',
  'v2 core accounts create',
  'v2 core accounts list',
  'preview v2 core accounts update',
])('%s has the flags that the CLI shows now', async (words) => {
  const complete = readHelpPage(await cli.print('help', ...words.split(' ')));
  const flags = flagsOf(catalog, operationAt(catalog, words));
  const required = flags.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  expect(asHelpFlags(flags)).toEqual(complete.flags);
  expect([...required].sort()).toEqual([...complete.required].sort());
  expect(operationAt(catalog, words).positionals).toEqual(complete.positionals);
});

test.each(['customers create', 'payment_intents create', 'coupons create', 'charges capture'])(
  '%s has the common flags that the short help of the CLI shows now',
  async (words) => {
    const short = readHelpPage(await cli.print(...words.split(' '), '--help'));
    const flags = flagsOf(catalog, operationAt(catalog, words));
    const hasCommon = flags.some(({ isCommon }) => isCommon);
    const shown = flags.filter(({ isCommon, isRequired }) => !hasCommon || isCommon || isRequired);
    expect(shown.map(({ name }) => name)).toEqual(short.flags?.map(({ name }) => name));
  },
);
