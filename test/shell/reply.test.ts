// How answers are printed: as they came into a pipe, harmless on a terminal, in colours where asked.

import { describe, expect, test } from 'vitest';
import { openShell, type Reply } from './open-shell.ts';

const nasty = '{"a":"\u001b[2J\u001b]0;title\u0007\u009b31m\u202eabc\u0000"}\r\n';

async function show(
  reply: Reply,
  {
    line = 'stripe get x',
    ...io
  }: { line?: string; isInteractive?: boolean; isColor?: boolean } = {},
): Promise<readonly [string, string, number]> {
  const { stdout, stderr, exitCode } = await openShell(() => reply).run(line, io);
  return [stdout, stderr, exitCode];
}

describe('text from elsewhere', () => {
  test('goes into a pipe as it came', async () => {
    expect(await show({ body: nasty })).toEqual([`${nasty}\n`, '', 0]);
  });

  test.each([
    ['as it came', {}],
    ['in colours', { isColor: true }],
  ])('cannot command a terminal, %s', async (_name, options) => {
    const [stdout] = await show({ body: nasty }, { isInteractive: true, ...options });
    expect(stdout.replaceAll(/\u001b\[\d*m/g, '')).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/,
    );
    expect(stdout).toContain('␛[2J');
  });

  test('cannot in headers, notices and errors either', async () => {
    const bad = 'x\u009b2Jy';
    const line = 'stripe get x -s';
    const options = { line, isInteractive: true };
    const headers = { 'Stripe-Notice': bad, 'Request-Id': bad };
    const [, shown] = await show({ headers }, options);
    expect(shown).not.toContain('\u009b');
    expect(shown).toContain('<U+009B>2Jy');
    const [, refused] = await show({ status: 401, body: nasty }, options);
    expect(refused).toContain('Request failed, status=401');
    expect(refused).not.toMatch(/[\u0000\u0007\u001b\u009b\u202e]/);
  });
});

describe('what an answer’s status means', () => {
  test.each([400, 402, 403, 404, 409, 429, 500, 503])('%i is an answer', async (status) => {
    expect(await show({ status, body: '{"error":{}}' })).toEqual(['{"error":{}}\n', '', 0]);
  });

  test('401 is a failure', async () => {
    expect(await show({ status: 401, body: '{"error":{}}' })).toEqual([
      '',
      'Request failed, status=401, body={"error":{}}\n',
      1,
    ]);
  });

  test('an expired key is told with its remedy', async () => {
    const body = '{"error":{"code":"api_key_expired"}}';
    const [stdout, stderr, exitCode] = await show({ status: 401, body });
    expect(stderr).toMatch(/^The API key for the default profile has expired\. Run `stripe login`/);
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  test('no answer at all is a failure that names the request', async () => {
    const shell = openShell(() => Promise.reject(new Error('dial tcp: refused')));
    const { stderr, exitCode } = await shell.run('stripe customers list');
    expect(stderr).toBe('Get "https://api.stripe.com/v1/customers": dial tcp: refused\n');
    expect(exitCode).toBe(1);
  });
});

describe('colours', () => {
  const body = '{"id": "x"}';
  const colored =
    '\u001b[1m{\u001b[0m\n  \u001b[1m\u001b[94m"id"\u001b[0m\u001b[1m:\u001b[0m ' +
    '\u001b[32m"x"\u001b[0m\n\u001b[1m}\u001b[0m\n\n';

  test.each([
    ['stripe get x', true],
    ['stripe get x --color off', false],
    ['stripe get x --color auto', true],
    ['CLICOLOR=0 stripe get x', false],
    ['CLICOLOR_FORCE=0 stripe get x', false],
    ['NO_COLOR=1 stripe get x', true],
    ['TERM=dumb stripe get x', true],
  ])('at a terminal: %s', async (line, isColored) => {
    const [stdout] = await show({ body }, { line, isColor: true });
    expect(stdout).toBe(isColored ? colored : `${body}\n`);
  });

  test.each([
    ['stripe get x', false],
    ['stripe get x --color on', true],
    ['CLICOLOR_FORCE=1 stripe get x', true],
    ['CLICOLOR_FORCE=1 stripe get x --color off', false],
    ['CLICOLOR=0 stripe get x --color on', false],
  ])('into a pipe: %s', async (line, isColored) => {
    const [stdout] = await show({ body }, { line });
    expect(stdout).toBe(isColored ? colored : `${body}\n`);
  });

  test('what is no JSON is printed as it is', async () => {
    const [stdout] = await show({ body: '<html>\n' }, { isColor: true });
    expect(stdout).toBe('<html>\n\n');
  });

  test('an answer nested a thousandfold is laid out', async () => {
    const deep = '['.repeat(1000) + '{}' + ']'.repeat(1000);
    const [stdout] = await show({ body: deep }, { isColor: true });
    expect(stdout.split('\n').length).toBe(2004 - 1);
  });
});
