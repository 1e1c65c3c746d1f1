import { describe, expect, test } from 'vitest';
import { readShownJson } from '../../src/documents/expected-json.ts';
import { compareJson } from '../../src/documents/match-json.ts';
import { compareLines } from '../../src/documents/match-lines.ts';
import { createShownIds } from '../../src/documents/shown-ids.ts';

/** Codes and paths of what differs; `said` is a command of the document. */
function differences(shown: string, one: unknown, other: unknown, said = ''): readonly string[] {
  const read = readShownJson(shown);
  if (read.type !== 'read') return [`broken: ${read.message}`];
  const matching = { ids: createShownIds(), isSaid: (text: string) => said.includes(text) };
  return compareJson(read.root, { one, other }, matching).map(
    ({ code, message }) => `${code} ${message.split(' ')[0]}`,
  );
}

describe('what differs between two runs agrees by its shape', () => {
  test.each<[string, string, unknown, unknown]>([
    ['an id', '"cus_123"', 'cus_NffrFeUfNV2Hib', 'cus_mTWk3ocq2lSTty'],
    ['an id of test mode', '"cs_test_a1"', 'cs_test_a1Lm9xRtYpLk', 'cs_test_b1Lm9xRtYpLk'],
    ['a time', '1652283583', 1_769_860_800, 1_804_660_000],
    ['a count', '7', 8, 9],
    ['a code', '"9B1D61CF"', '36I8PYTB', 'XX9PYTB1'],
    ['a number with a code', '"9B1D61CF-0001"', '36I8PYTB-0001', 'XX9PYTB1-0001'],
    ['a client secret', '"pi_1_secret_x"', 'pi_3OabcDEF1_secret_Yz', 'pi_3OabcDEF2_secret_Ab'],
    [
      'a link',
      '"https://pay.stripe.com/a"',
      'https://pay.stripe.com/b',
      'https://pay.stripe.com/c',
    ],
  ])('%s', (_name, shown, one, other) => {
    expect(differences(`{"a": ${shown}}`, { a: one }, { a: other })).toEqual([]);
  });

  test.each<[string, string, unknown, unknown]>([
    ['an id of another kind', '"sub_123"', 'cus_NffrFeUfNV2Hib', 'cus_mTWk3ocq2lSTty'],
    ['no time', '17', 1_769_860_800, 1_804_660_000],
    ['a time in quotes', '"1652283583"', 1_769_860_800, 1_804_660_000],
    ['a word for a code', '"draft"', '36I8PYTB', 'XX9PYTB1'],
    [
      'another host',
      '"https://pay.example.com/a"',
      'https://pay.stripe.com/b',
      'https://pay.stripe.com/c',
    ],
    ['what is the same in both', '"requires_capture"', 'requires_action', 'requires_action'],
    ['a number that is the same', '1652283583', 1_769_860_800, 1_769_860_800],
    ['null', 'null', 1_769_860_800, 1_804_660_000],
  ])('but not %s', (_name, shown, one, other) => {
    expect(differences(`{"a": ${shown}}`, { a: one }, { a: other })).toHaveLength(1);
  });

  test('nor what the document says itself', () => {
    const command = 'stripe customers create -d metadata[order]=order_AB12CD34';
    const [one, other] = [{ order: 'order_AB12CD34' }, { order: 'order_AB12CD34' }];
    expect(differences('{"order": "order_ZZ12CD34"}', one, other, command)).toHaveLength(1);
    expect(differences('{"order": "order_ZZ12CD34"}', one, other)).toEqual([]);
  });
});

describe('what is left out', () => {
  const list = { data: [{ id: 1 }, { id: 2 }, { id: 3 }], more: 'a long text' };

  test.each([
    ['{…}'],
    ['{ ... }'],
    ['{ "data": […] }'],
    ['{ "data": [{ "id": 1 }, …] }'],
    ['{ "data": [..., { "id": 3 }] }'],
    ['{ "data": [{ "id": 1 }, …, { "id": 3 }] }'],
    ['{ "data": [{ "id": 1 }, { "id": 2 }, { "id": 3 }, …] }'],
    ['{ "data": …, "more": "a … text" }'],
    ['{ "data": [\n{ "id": 1 },\n// ...\n] }'],
    ['{ "more": "…" /* as it is */, }'],
    ['{ // …\n}'],
    ['{ "more": "..." … "data": [{…}, {…}, {…},] }'],
  ])('%j agrees', (shown) => {
    expect(differences(shown, list, list)).toEqual([]);
  });

  test.each([
    ['{ "data": [{ "id": 1 }] }', 'wrong-length $.data'],
    ['{ "data": [{ "id": 2 }, …] }', 'wrong-value $.data[0].id'],
    ['{ "data": […, { "id": 2 }] }', 'wrong-value $.data[2].id'],
    ['{ "data": [{…}, {…}, {…}, {…}, …] }', 'wrong-length $.data'],
    ['{ "data": {…} }', 'wrong-type $.data'],
    ['{ "more": "a … word" }', 'wrong-value $.more'],
    ['{ …, "less": 1 }', 'missing-key $.less'],
    ['{ "odd name": 1 }', 'missing-key $["odd'],
  ])('%j does not', (shown, told) => {
    expect(differences(shown, list, list)).toEqual([told]);
  });
});

describe('plain output', () => {
  const compare = (shown: string, one: string, other = one): string | undefined =>
    compareLines(shown, { one, other }, createShownIds())?.message;

  test.each([
    ['a\nb', 'a\nb\n'],
    ['a  \nb', '\na\nb\n\n'],
    ['a\n…\nd', 'a\nb\nc\nd'],
    ['…\nd', 'a\nd\nd'],
    ['a\n...', 'a'],
    ['a … z', 'a b z'],
    ['…', ''],
  ])('%j agrees with %j', (shown, given) => {
    expect(compare(shown, given)).toBeUndefined();
  });

  test.each([
    ['a\nc', 'a\nb', '"b" is printed, not "c"'],
    ['a', 'a\nb', 'then comes "b"'],
    ['a\nb\nc', 'a\nb', '"c" is not printed'],
    ['a\n…\nb', 'a\nb\nc', 'then comes "c"'],
    ['…\nx\n…', 'a\nb', '"a" is printed, not "x"'],
  ])('%j does not agree with %j', (shown, given, told) => {
    expect(compare(shown, given)).toBe(told);
  });

  test('a line that differs between two runs agrees by its shape', () => {
    expect(
      compare(
        'Created cus_123 at 12:00',
        'Created cus_9Xyz8 at 14:31',
        'Created cus_1Ab2c at 9:02',
      ),
    ).toBeUndefined();
    expect(compare('Deleted cus_123', 'Created cus_9Xyz8', 'Created cus_1Ab2c')).toBeDefined();
    expect(compare('1 customer', '2 customers', '2 customers')).toBeDefined();
  });
});
