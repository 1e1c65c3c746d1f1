import { describe, expect, test } from 'vitest';
import { refusal } from '../../src/server/access.ts';

describe('who may ask a server of this machine', () => {
  test.each([
    ['a program', { host: '127.0.0.1:4242' }],
    ['a program by name', { host: 'localhost:4242' }],
    ['a program over IPv6', { host: '[::1]:4242' }],
    ['a program without a Host', {}],
    ['the CLI over a socket', { host: 'api.stripe.com' }],
    ['a page of a development server', { host: 'localhost:4242', origin: 'http://localhost:5173' }],
    ['a page of another loopback address', { host: 'localhost', origin: 'https://127.0.0.1:8443' }],
    [
      'a page of a name below localhost',
      { host: 'localhost', origin: 'http://app.localhost:3000' },
    ],
  ])('%s may', (_name, headers) => {
    expect(refusal(headers)).toBeUndefined();
  });

  test.each([
    ['a foreign page', { host: '127.0.0.1:4242', origin: 'https://evil.example' }],
    ['a page without an origin of its own', { host: '127.0.0.1:4242', origin: 'null' }],
    ['a page whose name points here', { host: 'evil.example:4242' }],
    ['a name that only begins like ours', { host: 'localhost.evil.example' }],
    ['a name that only ends like Stripe’s', { host: 'evil-api.stripe.com.example' }],
    ['an unreadable Host', { host: 'a b' }],
    ['a Host that goes on as a path', { host: '127.0.0.1/../v1' }],
    ['a Host with a user', { host: 'localhost@evil.example' }],
  ])('%s may not', (_name, headers) => {
    expect(refusal(headers)).toContain('this machine only');
  });
});
