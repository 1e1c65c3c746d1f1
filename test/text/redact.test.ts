import { expect, test } from 'vitest';
import { redactKeys } from '../../src/text/redact.ts';

test.each([
  [
    'a test key keeps its kind and its last four',
    'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    'sk_test_****p7dc',
  ],
  ['a short test key keeps its kind only', 'sk_test_123', 'sk_test_****'],
  ['a live secret key keeps its kind only', 'sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'sk_live_****'],
  ['a live restricted key keeps its kind only', 'rk_live_abcdefghij', 'rk_live_****'],
  ['a live publishable key keeps its kind only', 'pk_live_abcdefghij', 'pk_live_****'],
  ['a checkout session is no key', 'cs_test_a1b2c3d4e5', 'cs_test_a1b2c3d4e5'],
  ['a customer is no key', 'cus_NffrFeUfNV2Hib', 'cus_NffrFeUfNV2Hib'],
  [
    'all keys of a text are hidden, the rest stays',
    '{"a":"sk_live_abc","b":"rk_test_abcdefghijkl"} Bearer sk_test_zzzzzzzzzzzz!',
    '{"a":"sk_live_****","b":"rk_test_****ijkl"} Bearer sk_test_****zzzz!',
  ],
  ['an encoded form', 'metadata[k]=pk_live_1&x=2', 'metadata[k]=pk_live_****&x=2'],
])('%s', (_name, before, after) => {
  expect(redactKeys(before)).toBe(after);
});

test.each([
  ['with encoded underlines', 'email=sk%5Flive%5Fabcdef&name=x', 'email=****&name=x'],
  ['encoded as a whole', 'name=%73%6b%5f%6c%69%76%65%5f%61%62', 'name=****'],
  ['in the escapes of JSON', '{"name":"rk\\u005flive\\u005fabcdef"}', '{"name":"****"}'],
  ['encoded twice, after a sign', 'a=%253Dsk_live_abcdef', 'a=%253Dsk_live_****'],
])('a live key %s is hidden', (_name, before, after) => {
  expect(redactKeys(before)).toBe(after);
});

test('a percent sign makes no key of other text', () => {
  expect(redactKeys('name=100%25+live_+sk&x=%5F')).toBe('name=100%25+live_+sk&x=%5F');
});
