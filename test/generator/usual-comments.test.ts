import { expect, test } from 'vitest';
import type { Field } from '../../src/catalog/type.ts';
import { usualComments } from '../../src/generator/usual-comments.ts';

function fieldOf(name: string): Field {
  const type = { type: 'string' } as const;
  return { name, type, isRequired: false, isNullable: false, isClearable: false };
}

test('a shared field has the text that is commonest beside others of its name, in each namespace', () => {
  const shared = fieldOf('city');
  const alone = fieldOf('town');
  const own = fieldOf('city');
  const entries: readonly (readonly [Field, string, string])[] = [
    [shared, '/sdk/shared.d.ts', 'Any place.'],
    [alone, '/sdk/shared.d.ts', 'Any town.'],
    [own, '/sdk/resources/Charges.d.ts', 'A city.'],
    [fieldOf('city'), '/sdk/resources/Charges.d.ts', 'A town.'],
    [fieldOf('city'), '/sdk/resources/Customers.d.ts', '  A   town.'],
    [fieldOf('city'), '/sdk/resources/V2/Core/Accounts.d.ts', 'A village.'],
    [fieldOf('city'), '/sdk/resources/V2/Core/Accounts.d.ts', ''],
    [fieldOf('city'), '/sdk/resources/V2/Core/Accounts.d.ts', ''],
  ];
  const usual = usualComments([
    {
      files: new Map(entries.map(([field, file]) => [field, file])),
      comments: new Map(entries.map(([field, , comment]) => [field, comment])),
    },
  ]);
  expect(usual(shared, 'v1')?.trim()).toMatch(/^A +town\.$/);
  expect(usual(shared, 'v2')).toBe('A village.');
  expect(usual(alone, 'v1')).toBeUndefined();
  expect(usual(own, 'v1')).toBeUndefined();
});
