import { expect, test } from 'vitest';
import { isLoopback, isLoopbackName } from '../../src/base/loopback.ts';

const nowhere = { certain: false, named: false };
const anywhere = { certain: true, named: true };
const inBrowsers = { certain: false, named: true };

test.each([
  ['localhost', anywhere],
  ['LOCALHOST', anywhere],
  ['127.0.0.1', anywhere],
  ['127.8.9.10', anywhere],
  ['::1', anywhere],
  ['[::1]', anywhere],
  ['app.localhost', inBrowsers],
  ['a.b-c.localhost', inBrowsers],
  ['', nowhere],
  ['.localhost', nowhere],
  ['localhost.', nowhere],
  ['localhost.example', nowhere],
  ['notlocalhost', nowhere],
  ['0.0.0.0', nowhere],
  ['::', nowhere],
  ['[::2]', nowhere],
  ['10.0.0.1', nowhere],
  ['192.168.1.5', nowhere],
  ['127.0.0.1.example', nowhere],
  ['127.1', nowhere],
  ['1127.0.0.1', nowhere],
  ['127.0.0.1\n', nowhere],
])('%j is this machine: %j', (hostname, expected) => {
  const named = isLoopbackName(hostname);
  expect({ certain: isLoopback(hostname), named }).toEqual(expected);
});

test.each(['http://127.1', 'http://2130706433', 'http://0x7f.0.0.1', 'http://LocalHost'])(
  '%s is, as a URL writes it',
  (url) => expect(isLoopback(new URL(url).hostname)).toBe(true),
);
