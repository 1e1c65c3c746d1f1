import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { checkLine } from '../../src/shell/check-line.ts';
import { shellCommands, stripeCommands } from '../../src/shell/commands.ts';
import { createTree } from '../../src/shell/tree.ts';

const catalog = await loadCatalog();
const known = { catalog, root: createTree(catalog, stripeCommands), commands: shellCommands };

test.each([
  ['stripe custmers list', 'unknown-command', 'Did you mean "customers"?'],
  ['stripe customers lsit', 'unknown-command', 'Did you mean "list"?'],
  ['stripe customers list --limti 3', 'unknown-flag', 'Did you mean "--limit"?'],
  ['stripe customers list -y', 'unknown-flag', 'unknown shorthand flag'],
  ['stripe customers create -name x', 'unknown-flag', 'in -name. Did you mean "--name"?'],
  ['stripe customers create --adress[city]=x', 'unknown-flag', 'mean "--address[city]"?'],
  ['stripe customers create --address.ctiy x', 'unknown-flag', 'mean "--address.city"?'],
  [
    'stripe customers create --metadata[a]=b',
    'unknown-flag',
    '[a]. Did you mean -d "metadata[a]=b"?',
  ],
  ['stripe customers list | gerp a', 'unknown-command', 'gerp: command not found. Did you mean'],
  ['stripe customers list --name "a', 'syntax', 'ends inside a quote'],
  ['stripe customers list | ', 'syntax', 'unexpected token'],
  [
    'stripe customers retrieve $(stripe customer list)',
    'unknown-command',
    'Unknown command "customer"',
  ],
  ['stripe config --lsit', 'unknown-flag', 'Did you mean "--list"?'],
  ['stripe status', 'unknown-command', 'no longer available'],
])('%j is told', async (line, code, words) => {
  const found = await checkLine(line, known);
  expect(found).toMatchObject([{ code }]);
  expect(found[0]?.message).toContain(words);
});

test.each([
  'stripe customers retrieve',
  'stripe customers create --name',
  'stripe customers create --balance=x',
  'stripe customers --help',
  'stripe --limit 3 customers list',
  'stripe get /v1/customers -d limit=3 | jq .data | head -n 1',
  'X=$(stripe customers list) && echo $X',
  'stripe listen --forward-to localhost:4242',
  'R=customers; stripe $R list',
  'F=limit; stripe customers list --$F 3',
  '',
])('%j is not', async (line) => {
  expect(await checkLine(line, known)).toEqual([]);
});
