import { expect, test } from 'vitest';
import { readHelpPage } from '../../src/generator/help-page.ts';

const page = `Usage:
  stripe things create <parent> <id> [--param=value] [-d "nested[param]=value"]

Examples:
  # required fields
  $ stripe things create --amount <integer> --owner.name <string>

Request Parameters:
      --address=""  (pass empty string to remove this field)
      --amount <integer>
          What it costs --really
      --kinds <string>  [can be specified multiple times]
      --mode a|b|c|d|e|...
          --not-a-flag
      --only monetary
      --owner.name <string>

  ... and 25 more parameters (stripe help things create)

Flags:
      --live   Live mode
`;

test('a page of an operation tells its flags', () => {
  const { positionals, flags, required, hiddenCount, hasCommonExample } = readHelpPage(page);
  expect(positionals).toEqual(['parent', 'id']);
  expect(required).toEqual(['amount', 'owner.name']);
  expect(hiddenCount).toBe(25);
  expect(hasCommonExample).toBe(false);
  expect(flags?.map(({ name, label }) => `${name} ${label}`)).toEqual([
    'address ',
    'amount <integer>',
    'kinds <string>',
    'mode a|b|c|d|e|...',
    'only monetary',
    'owner.name <string>',
  ]);
  expect(flags?.filter(({ isClearable }) => isClearable).map(({ name }) => name)).toEqual([
    'address',
  ]);
  expect(flags?.filter(({ isArray }) => isArray).map(({ name }) => name)).toEqual(['kinds']);
});

test('other pages have no flags of parameters', () => {
  const { flags, required } = readHelpPage(
    'Usage:\n  stripe agent [command]\n\nFlags:\n  -h, --help\n',
  );
  expect(flags).toBeUndefined();
  expect(required).toEqual([]);
});
