import { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Delivery, Follower, Host } from '../../src/shell/command.ts';
import { openShell, type OpenShell } from './open-shell.ts';

const event = { id: 'evt_1', object: 'event', type: 'customer.created', data: { object: {} } };
const request = {
  method: 'GET',
  path: '/v1/customers/cus_1',
  status: 404,
  requestId: 'req_abc',
  startedMs: Date.parse('2026-01-31T12:00:00Z'),
  responseBody: JSON.stringify({
    error: {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: "No such customer: 'cus_1'\u001b[2J",
      param: 'id',
    },
  }),
};
const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;

interface Running {
  readonly follower: Follower;
  readonly out: string[];
  readonly err: string[];
  /** As Ctrl-C does. */
  stop(): Promise<number>;
}

/** Runs the line until it follows. */
async function start(
  line: string,
  host: Host = {},
  isInteractive = false,
  body = '{}',
): Promise<Running> {
  const shell = openShell(() => ({ body }));
  const controller = new AbortController();
  const [out, err]: [string[], string[]] = [[], []];
  let follows: (follower: Follower) => void = () => undefined;
  const following = new Promise<Follower>((resolve) => (follows = resolve));
  const running = shell.run(line, {
    signal: controller.signal,
    isInteractive,
    isColor: isInteractive,
    print: (text) => void out.push(text),
    warn: (text) => void err.push(text),
    host: {
      ...host,
      follow: async (follower) => {
        follows(follower);
        return () => void out.push('stopped');
      },
    },
  });
  const ended = running.then(({ stderr }) => {
    throw new Error(`ended: ${stderr}`);
  });
  const follower = await Promise.race([following, ended]);
  // What stands behind the start is printed in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  return {
    follower,
    out,
    err,
    async stop() {
      controller.abort();
      return (await running).exitCode;
    },
  };
}

async function refused(line: string): Promise<readonly [string, number]> {
  const shell: OpenShell = openShell();
  const { stderr, exitCode } = await shell.run(line, {
    host: { follow: () => Promise.reject(new Error('started')) },
  });
  return [stderr, exitCode];
}

describe('stripe listen', () => {
  test('tells the version and the secret, then each event on a line, until Ctrl-C', async () => {
    const { follower, out, err, stop } = await start('stripe listen --all-snapshot');
    expect(err.join('')).toMatch(
      /^Getting ready...\nReady! You are using Stripe API Version \[2026-08-26.dahlia\]. Your webhook signing secret is whsec_[0-9a-f]{64} \(\^C to quit\)\n$/,
    );
    follower.event?.(event);
    follower.event?.({ ...event, account: 'acct_1' });
    expect(out.join('')).toMatch(
      new RegExp(
        `^Checking for new versions...\n\n${time}   --> customer.created \\[evt_1\\]\n` +
          `${time}   --> connect customer.created \\[evt_1\\]\n$`,
      ),
    );
    expect(await stop()).toBe(0);
    expect(out.at(-1)).toBe('stopped');
    expect(err.at(-1)).toBe('\n');
  });

  test('at a terminal it is coloured, and nothing is said of versions', async () => {
    const { follower, out, err } = await start('stripe listen --all-snapshot', {}, true);
    expect(err.join('')).toMatch(
      /^> Ready! .* secret is \u001b\[1mwhsec_\w+\u001b\[0m \(\^C to quit\)\n$/,
    );
    follower.event?.(event);
    expect(out.join('')).toMatch(
      new RegExp(
        `^\u001b\\[2m${time}\u001b\\[0m   --> \u001b\\[1mcustomer.created\u001b\\[0m \\[evt_1\\]\n$`,
      ),
    );
  });

  test('shows the events that were asked for, and warns of names that there are not', async () => {
    const line = 'stripe listen --events customer.deleted,bogus --events invoice.paid -s';
    const { follower, out, err } = await start(line);
    expect(err.join('')).toContain('level=warning msg="You\'re attempting to listen for "bogus"');
    for (const type of ['customer.created', 'customer.deleted', 'invoice.paid'])
      follower.event?.({ ...event, type });
    expect(out.join('').match(/--> [\w.]+/g)).toEqual(['--> customer.deleted', '--> invoice.paid']);
  });

  test('--format json prints one line of JSON with sorted names, and an empty one', async () => {
    const { follower, out } = await start('stripe listen --format JSON -s');
    follower.event?.(event);
    expect(out.join('')).toBe(
      '{"data":{"object":{}},"id":"evt_1","object":"event","type":"customer.created"}\n\n',
    );
  });

  test('what it forwards is signed as the official SDK wants it', async () => {
    const deliveries: Delivery[] = [];
    const deliver = async (delivery: Delivery): Promise<number> => {
      deliveries.push(delivery);
      return 200;
    };
    const line = 'stripe listen --all-snapshot --forward-to 4242 -H "X-A: b" -s';
    const { follower, out, err } = await start(line, { deliver });
    follower.event?.(event);
    await expect
      .poll(() => out.join(''))
      .toMatch(new RegExp(`\n${time}  <--  \\[200\\] POST http://localhost:4242 \\[evt_1\\]\n$`));
    const [delivery] = deliveries;
    const secret = /whsec_\w+/.exec(err.join(''))?.[0] ?? '';
    expect(delivery?.headers.get('X-A')).toBe('b');
    const signature = delivery?.headers.get('Stripe-Signature') ?? '';
    const stripe = new Stripe('sk_test_123456789012');
    // The clock of these tests stands still.
    const seconds = Number(/t=(\d+)/.exec(signature)?.[1]);
    const made = stripe.webhooks.constructEvent(
      delivery?.body ?? '',
      signature,
      secret,
      undefined,
      undefined,
      seconds * 1000,
    );
    expect(made.type).toBe('customer.created');
    const other = await openShell().run('stripe listen --print-secret');
    expect(other.stdout).toBe(`${secret}\n`);
  });

  test.each([
    ['--all-thin', []],
    ['--all-snapshot --events-from @self', ['own']],
    ['--all-snapshot --events-from @accounts', ['connected']],
    ['--thin-events v1.x', []],
    ['', ['own', 'connected']],
  ])('%s shows %j', async (words, shown) => {
    const { follower, out } = await start(`stripe listen -s ${words}`);
    follower.event?.({ ...event, id: 'own' });
    follower.event?.({ ...event, id: 'connected', account: 'acct_1' });
    expect([...out.join('').matchAll(/\[(\w+)\]/g)].map(([, id]) => id)).toEqual(shown);
  });

  test.each([
    ['--forward-to 1', ['http://localhost:1 own', 'http://localhost:1 connected']],
    [
      '--forward-to 1 --forward-connect-to 2',
      ['http://localhost:1 own', 'http://localhost:2 connected'],
    ],
    ['--forward-connect-to 2', ['http://localhost:2 connected']],
  ])('%s sends to %j', async (words, sent) => {
    const urls: string[] = [];
    const deliver = async ({ url, body }: Delivery): Promise<number> => {
      urls.push(`${url} ${(JSON.parse(body) as { id: string }).id}`);
      return 200;
    };
    const { follower } = await start(`stripe listen -s --all-snapshot ${words}`, { deliver });
    follower.event?.({ ...event, id: 'own' });
    follower.event?.({ ...event, id: 'connected', account: 'acct_1' });
    await expect.poll(() => urls.toSorted()).toEqual([...sent].sort());
  });

  test('with -a events go to the paths of the endpoints that take them', async () => {
    const urls: string[] = [];
    const deliver = async ({ url }: Delivery): Promise<number> => {
      urls.push(url);
      return 200;
    };
    const data = [
      { url: 'https://example.com/all?a=b', enabled_events: ['*'] },
      { url: 'https://example.com/other', enabled_events: ['charge.failed'] },
      { url: 'https://example.com/own', enabled_events: ['customer.created'] },
    ];
    const line = 'stripe listen -s -a --all-snapshot --forward-to localhost:1/';
    const { follower } = await start(line, { deliver }, false, JSON.stringify({ data }));
    follower.event?.(event);
    const expected = ['http://localhost:1/all?a=b', 'http://localhost:1/own'];
    await expect.poll(() => urls.toSorted()).toEqual(expected);
  });

  test('an address that cannot be reached is told behind its event', async () => {
    const deliver = (): Promise<number> => Promise.reject(new Error('refused'));
    const line = 'stripe listen --events customer.created --forward-to localhost:1/x -s';
    const { follower, out } = await start(line, { deliver });
    follower.event?.(event);
    await expect
      .poll(() => out.join(''))
      .toMatch(
        new RegExp(
          `${time}            \\[ERROR\\] Failed to POST: Post "http://localhost:1/x": refused\n\n$`,
        ),
      );
  });

  test.each([
    ['--forward-to localhost:4242', 'must specify events to forward using --events'],
    ["--events '*'", "--events '*' is no longer supported"],
    ['--events-from bogus', 'invalid --events-from value "bogus"'],
    ['--all-snapshot --all-thin --forward-to 1', 'cannot forward both snapshot and thin events'],
    ['-a', 'load_from_webhooks_api requires a location'],
    [
      '--events-from @self --forward-connect-to 1 --all-snapshot',
      'cannot be used with --events-from @self',
    ],
    ['-a --events x --forward-to /x', 'forward_to cannot be a relative path when loading'],
    ['--api-key pk_test_12345678901', 'only supports using a secret or restricted key'],
    ['--api-key sk_live_12345678901', 'refuses live keys'],
    ['x', 'does not take any positional arguments'],
  ])('%s is refused', async (words, message) => {
    const [stderr, exitCode] = await refused(`stripe listen -s ${words}`);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  });

  test('where there is nothing to follow it says so', async () => {
    const { stderr, exitCode } = await openShell().run('stripe listen -s --all-snapshot');
    expect(stderr).toContain('no running sandbox to follow');
    expect(exitCode).toBe(1);
  });
});

describe('stripe logs tail', () => {
  test('shows requests with their errors, and none of what they could do to a terminal', async () => {
    const { follower, out, err, stop } = await start('stripe logs tail');
    expect(err.join('')).toBe(
      "Getting ready...\nReady! You're now waiting to receive API request logs (^C to quit)\n",
    );
    follower.request?.(request);
    expect(out.join('')).toMatch(
      new RegExp(
        `^${time} \\[404\\] GET /v1/customers/cus_1 \\[req_abc\\]\nType: invalid_request_error\n` +
          "Code: resource_missing\nMessage: No such customer: 'cus_1'[^\u001b]*\nParam: id\n$",
      ),
    );
    expect(await stop()).toBe(0);
  });

  test.each([
    ['--filter-http-method get', 1],
    ['--filter-http-method POST,DELETE', 0],
    ['--filter-status-code 404', 1],
    ['--filter-status-code 200', 0],
    ['--filter-status-code-type 4XX', 1],
    ['--filter-request-status SUCCEEDED', 0],
    ['--filter-request-status failed', 1],
    ['--filter-request-path /v1/customers/cus_1', 1],
    ['--filter-request-path /v1/customers', 0],
    ['--filter-source API', 1],
    ['--filter-source DASHBOARD', 0],
    ['--filter-account self', 1],
    ['--filter-account connect_in', 0],
  ])('%s lets %i through', async (words, count) => {
    const { follower, out } = await start(`stripe logs tail ${words} --format json`);
    follower.request?.(request);
    expect(out.filter((text) => text.startsWith('{"created_at":1769860800'))).toHaveLength(count);
  });

  test.each([
    ['--api-key pk_test_12345678901', 'only supports using a secret or restricted key'],
    ['--filter-http-method PUT', 'PUT is not an acceptable HTTP method (GET, POST, DELETE)'],
    ['--filter-status-code 300', 'provided status code 300 is not in the range'],
    ['--filter-status-code abc', 'strconv.Atoi: parsing "abc": invalid syntax'],
    ['--filter-status-code-type 3XX', 'provided status code type 3XX is not a valid type'],
    ['--filter-source foo', 'foo is not an acceptable source (API, DASHBOARD)'],
    ['--filter-request-status X', 'X is not an acceptable request status (SUCCEEDED, FAILED)'],
    ['--filter-account x', 'x is not an acceptable account filter (CONNECT_IN, CONNECT_OUT, SELF)'],
  ])('%s is refused', async (words, message) => {
    const [stderr, exitCode] = await refused(`stripe logs tail ${words}`);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  });
});
