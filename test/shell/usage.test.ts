import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { stripeCommands } from '../../src/shell/commands.ts';
import { flagColumns } from '../../src/shell/flag-columns.ts';
import { foldLines } from '../../src/shell/fold-lines.ts';
import { createTree, placeAt } from '../../src/shell/tree.ts';
import { usagePage, type UsageOptions } from '../../src/shell/usage.ts';
import { wrapWords } from '../../src/shell/wrap-words.ts';
import { onlyColors, strip } from '../../src/text/ansi.ts';

const catalog = await loadCatalog();
const root = createTree(catalog, stripeCommands);

async function page(words: string, options: Partial<UsageOptions> = {}): Promise<string> {
  const place = placeAt(root, words === '' ? [] : words.split(' '));
  if (!place) throw new Error(`no command ${words}`);
  const plain = { columns: 80, isColor: false, isFull: false };
  return usagePage(place, { catalog, ...plain, ...options });
}

test('the short page of an operation shows common flags and counts the others', async () => {
  const text = await page('customers create');
  expect(text).toContain(
    'Usage:\n  stripe customers create [--param=value] [--parent[child]=value] [-d "nested[param]=value"]\n',
  );
  expect(text).toContain(
    'Examples:\n  $ stripe customers create --description <string> --email <string> ...\n\n',
  );
  expect(text).toContain("      --email <string>\n          Customer's email address\n");
  expect(text).not.toContain('--balance');
  expect(text).toContain(
    '\n  ... and 25 more parameters (stripe help customers create)\n\nFlags:\n',
  );
});

test('the full page shows all flags, and what takes an empty string', async () => {
  const text = await page('customers create', { isFull: true });
  expect(text).toContain('      --balance <integer>\n');
  expect(text).toContain('      --address=""  (pass empty string to remove this field)\n');
  expect(text).toContain('      --preferred-locales <string>  [can be specified multiple times]\n');
  expect(text).not.toContain('more parameters');
});

test('required parameters make the example', async () => {
  expect(await page('payment_intents create')).toContain(
    'Examples:\n  # required fields\n  $ stripe payment_intents create --amount <integer> --currency <string>\n',
  );
});

test('an operation without parameters says so by two empty lines', async () => {
  expect(await page('customers delete')).toContain('Request Parameters:\n\n\nFlags:\n');
});

test('paging flags have letters only where the API has no such parameters', async () => {
  expect(await page('customers retrieve')).toContain('  -l, --limit string ');
  expect(await page('customers list')).not.toContain('-l, --limit');
  expect(await page('customers create')).not.toContain('--limit');
  expect(await page('payment_intents create')).not.toContain('-c, --confirm');
  expect(await page('payment_intents create')).toContain('      --confirm true|false\n');
});

test('a hidden name has the page of its twin under its own name', async () => {
  expect(await page('line_items')).toContain('  stripe line_items <operation> [parameters...]\n');
  expect(await page('line_items list')).toContain('  stripe line_items list <invoice> [');
});

test('colours change nothing but codes, code marks and links', async () => {
  const options = { isFull: true, isColor: true };
  const text = await page('payment_intents create', options);
  expect(text).toContain('\x1b[1mUsage:\x1b[0m\n');
  expect(text).toContain('Set to \x1b[1;34mtrue\x1b[0m to attempt to');
  expect(text).toContain('\x1b[2;4;36mhttps://docs.stripe.com/');
  expect(onlyColors(text)).toBe(text);
  const lines = strip(text).split('\n');
  const plain = (await page('payment_intents create', { isFull: true })).split('\n');
  const heads = (all: readonly string[]): readonly string[] =>
    all.filter((line) => line.startsWith('      --'));
  expect(heads(lines)).toEqual(heads(plain));
  expect(await page('customers create', { isColor: true })).toContain(
    '\x1b[3m  ... and 25 more parameters (stripe help customers create)\x1b[0m\n',
  );
});

test.each([24, 40, 60, 80, 200, 4000])('%i columns: no description is wider', async (columns) => {
  for (const isColor of [false, true]) {
    const text = strip(await page('customers update', { columns, isColor, isFull: true }));
    const wide = text
      .split('\n')
      .filter((line) => line.startsWith('          ') && line.length > columns)
      .filter((line) => line.trim().includes(' '));
    expect(wide.filter((line) => !/^ {30}/.test(line))).toEqual([]);
  }
});

test.each([32, 42, 89])('a reader’s page fits into %i columns, in whole words', async (columns) => {
  const isCommand = /^ +(\$|stripe [^[<]*$)/;
  for (const words of ['', 'customers', 'trigger', 'listen', 'customers create']) {
    const whole = await page(words, { columns, isFull: true });
    const text = foldLines(whole, { columns, isInteractive: true });
    const lines = text.split('\n').map((line) => line.trimEnd());
    const wide = lines.filter((line) => line.length > columns && !isCommand.test(line));
    expect(wide.filter((line) => line.trim().includes(' ') && !/^ +-/.test(line))).toEqual([]);
    const wordsOf = (whole: string): string[] => whole.split(/\s+/);
    expect(wordsOf(text)).toEqual(wordsOf(whole));
  }
});

test('a page without its prose still has its flags', async () => {
  const broken = { ...catalog, prose: () => Promise.reject(new Error('offline')) };
  const text = await page('customers create', { catalog: broken });
  expect(text).toContain('      --email <string>\n      --name <string>\n');
});

test('trigger lists the events it knows', async () => {
  const text = await page('trigger');
  expect(text).toContain('\n\nSupported events:\n  account.application.deauthorized\n');
  expect(text).toContain('\n  v1.billing.meter.no_meter_found\n\nUsage:\n');
  expect(await page('fixtures')).not.toContain('Supported events');
});

test('lists of commands pad names, and leave out hidden ones', async () => {
  const text = await page('customers');
  expect(text).toContain('Available Operations:\n  balance_transactions        \n');
  expect(await page('resources')).toContain(`\n  charges${' '.repeat(34)}\n`);
  expect(await page('resources')).not.toContain(' line_items');
  expect(await page('')).not.toContain('samples');
});

test('every command has a page', async () => {
  const all = [root];
  for (const place of all) all.push(...place.children.values());
  expect(all.length).toBeGreaterThan(1000);
  for (const place of all) {
    const text = await usagePage(place, {
      catalog,
      columns: 80,
      isColor: false,
      isFull: true,
    });
    expect(text, place.words.join(' ')).not.toMatch(/undefined|NaN|\[object/);
    expect(text.endsWith('\n')).toBe(true);
  }
}, 60_000);

test('words wrap at the width, colours not counted, and long words stand alone', () => {
  expect(wrapWords('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapWords('\x1b[1mone\x1b[0m two three', 7)).toEqual(['\x1b[1mone\x1b[0m two', 'three']);
  expect(wrapWords('a incomprehensibilities b', 5)).toEqual(['a', 'incomprehensibilities', 'b']);
  expect(wrapWords('  ', 5)).toEqual([]);
});

test('a narrow terminal gives the summaries of flags lines of their own', () => {
  const flags = [
    { name: 'data', shorthand: 'd', type: 'list', summary: 'one two three four five six seven' },
  ] as const;
  expect(flagColumns(flags, 44)).toBe(
    `  -d, --data stringArray   \n${' '.repeat(16)}one two three four\n${' '.repeat(16)}five six seven\n`,
  );
  const indent = ' '.repeat(8);
  expect(flagColumns(flags, 33)).toBe(
    `  -d, --data stringArray   \n${indent}one two three four\n${indent}five six seven\n`,
  );
  expect(flagColumns(flags, 20)).toContain('one two three four five six seven');
});
