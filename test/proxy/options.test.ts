// What the proxy refuses to start with: all mistakes at once, and no key in any.

import { describe, expect, test } from 'vitest';
import { ConfigurationError, type ProxyOptions } from '../../src/proxy/options.ts';
import { optionsOf } from '../../src/proxy/environment.ts';
import { createProxy } from '../../src/proxy/proxy.ts';

const key = 'rk_test_4eC39HqLyjWDarjtT1zdp7dc';

/** What it complains of; empty when it would start. */
function mistakes(options: Partial<ProxyOptions>): readonly string[] {
  try {
    createProxy({ key, ...options });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).mistakes;
  }
}

describe('a key', () => {
  test.each(['sk_test_123', 'rk_test_51Habc_x', key])('may be %s', (good) => {
    expect(mistakes({ key: good })).toEqual([]);
  });

  test.each([
    ['', 'missing'],
    ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'live mode'],
    ['rk_live_4eC39HqLyjWDarjtT1zdp7dc', 'live mode'],
    ['SK_LIVE_4eC39HqLyjWDarjtT1zdp7dc', 'live mode'],
    ['pk_live_4eC39HqLyjWDarjtT1zdp7dc', 'live mode'],
    ['sk_org_live_4eC39HqLyjWDarjtT1zdp7dc', 'live mode'],
    ['sk_test_sk_live_4eC39HqLyjWDarjtT1', 'live mode'],
    ['sk%5Flive%5F4eC39HqLyjWDarjtT1zdp7dc', 'live mode'],
    ['pk_test_4eC39HqLyjWDarjtT1zdp7dc', 'publishable'],
    ['sk_test_', 'begins with'],
    ['sk_test_a-b', 'begins with'],
    ['sk_4eC39HqLyjWDarjtT1zdp7dc', 'begins with'],
    ['ek_test_4eC39HqLyjWDarjtT1zdp7dc', 'begins with'],
    ['whsec_4eC39HqLyjWDarjtT1zdp7dc', 'begins with'],
    [`sk_test_${'4eC39'.repeat(60)}`, 'begins with'],
    [`${key} `, 'one key alone'],
    [`${key}\n`, 'one key alone'],
    [`${key},${key}`, 'one key alone'],
    ['Bearer sk_test_4eC39HqLyjWDarjtT1', 'one key alone'],
  ])('may not be %j', (bad, reason) => {
    const told = mistakes({ key: bad });
    expect(told).toEqual([expect.stringContaining(reason)]);
    expect(told.join()).not.toContain('4eC39');
  });
});

describe('an upstream', () => {
  test.each([
    'https://api.stripe.com',
    'https://api.stripe.com/',
    'http://127.0.0.1:4242',
    'http://localhost:4242/',
    'http://[::1]:4242',
  ])('may be %s', (good) => {
    expect(mistakes({ upstream: good })).toEqual([]);
  });

  test.each([
    '',
    'api.stripe.com',
    '//api.stripe.com',
    'ftp://api.stripe.com',
    'http://api.stripe.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://127.1:4242',
    'http://2130706433',
    'https://api.stripe.com/v1',
    'https://api.stripe.com//',
    'https://api.stripe.com/..',
    'https://api.stripe.com?a=b',
    'https://api.stripe.com#a',
    'https://api.stripe.com\\evil',
    'https://user:4eC39pass@api.stripe.com',
    'https://sk_live_4eC39HqLyjWDarjtT1zdp7dc@api.stripe.com',
    'https://api.stripe.com ',
    'https://API.stripe.com',
  ])('may not be %j', (bad) => {
    const told = mistakes({ upstream: bad });
    expect(told).toEqual([expect.stringMatching(/^The upstream ".*" (is|must)/)]);
    expect(told.join()).not.toContain('4eC39');
  });
});

describe('an origin', () => {
  test.each(['https://docs.example.com', 'https://docs.example.com:8443', 'http://localhost:4173'])(
    'may be %s',
    (good) => expect(mistakes({ origins: [good] })).toEqual([]),
  );

  test.each([
    '*',
    'null',
    'docs.example.com',
    'https://*.example.com',
    'https://docs.example.com/',
    'https://docs.example.com/guide',
    'https://docs.example.com:443',
    'https://DOCS.example.com',
    'https://a@docs.example.com',
    'http://docs.example.com',
    'file:///docs',
    'chrome-extension://abcdef',
  ])('may not be %s', (bad) => {
    expect(mistakes({ origins: [bad] })).toEqual([expect.stringMatching(/^The origin /)]);
  });
});

describe('allowed operations', () => {
  test.each([
    'customers.*',
    '*.retrieve',
    '*',
    'customers.create',
    'issuing.cards.*',
    'issuing.*',
    'test_helpers.test_clocks.advance',
    'v2.*',
    'default',
  ])('may be %s', (good) => {
    expect(mistakes({ allow: [good] })).toEqual([]);
  });

  test.each([
    ['cutsomers.*', 'customers.*'],
    ['customers.creat', 'customers.create'],
    ['*.retreive', '*.retrieve'],
    ['test_helpers.test_clock.advance', 'test_helpers.test_clocks.advance'],
    ['customer*', ''],
    ['customers', ''],
    ['/v1/customers', ''],
    ['', ''],
    ['customers..create', 'customers.create'],
    ['__proto__', ''],
  ])('may not be %j', (bad, near) => {
    const hint = near === '' ? 'names nothing' : `Did you mean "${near}"?`;
    expect(mistakes({ allow: ['products.*', bad] })).toEqual([expect.stringContaining(hint)]);
  });
});

test('limits are whole numbers above nothing', () => {
  for (const bad of [0, -1, 1.5, NaN, Infinity]) {
    expect(mistakes({ limits: { bodyBytesMax: bad } })).toHaveLength(1);
  }
});

test('a key in the wrong place is not told back', () => {
  const places = { upstream: key, origins: [key], allow: [key], accounts: [key] };
  const told = mistakes(places);
  expect(told).toHaveLength(4);
  expect(told.join()).not.toContain('4eC39');
});

test('all mistakes are told at once', () => {
  const options = {
    key: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
    upstream: 'http://example.com',
    origins: ['*', 'null'],
    allow: ['nothing.at.all'],
    accounts: ['me'],
    limits: { requestsMax: 0 },
  };
  expect(mistakes(options)).toHaveLength(7);
});

test('the environment holds lists with commas, and numbers', () => {
  const options = optionsOf({
    SANDSHELL_KEY: key,
    SANDSHELL_ORIGIN: 'https://a.example, https://b.example,',
    SANDSHELL_ALLOW: 'customers.*',
    SANDSHELL_BODY_BYTES_MAX: '5000',
    SANDSHELL_PAGES_ONLY: '1',
  });
  expect(options).toMatchObject({
    key,
    origins: ['https://a.example', 'https://b.example'],
    allow: ['customers.*'],
    limits: { bodyBytesMax: 5000 },
    isForPagesOnly: true,
  });
  expect(mistakes(options)).toEqual([]);
  expect(mistakes(optionsOf({ SANDSHELL_KEY: key, SANDSHELL_REQUESTS_MAX: 'many' }))).toHaveLength(
    1,
  );
});
