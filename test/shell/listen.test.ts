import { describe, expect, test } from 'vitest';
import type { Delivery, Host } from '../../src/shell/command.ts';
import type { SentEvent, Session, SessionRequest } from '../../src/shell/session.ts';
import { openShell, type OpenShell } from './open-shell.ts';

const event = { id: 'evt_1', object: 'event', type: 'customer.created', data: { object: {} } };
const request = {
  created_at: Date.parse('2026-01-31T12:00:00Z') / 1000,
  livemode: false,
  method: 'GET',
  request_id: 'req_abc',
  status: 404,
  url: '/v1/customers/cus_1',
  error: {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: "No such customer: 'cus_1'\u001b[2J",
    param: 'id',
  },
};
const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;

interface Running {
  readonly asked: SessionRequest;
  readonly out: string[];
  readonly err: string[];
  event(event: object, more?: Partial<SentEvent>): void;
  request(payload: object): void;
  /** As Ctrl-C does. */
  stop(): Promise<number>;
}

interface Surroundings {
  readonly host?: Host;
  readonly isInteractive?: boolean;
  /** Of the API's answers. */
  readonly body?: string;
  readonly session?: Partial<Session>;
}

const sessionOf: Omit<Session, 'follow'> = {
  secret: 'whsec_test',
  defaultVersion: '2020-08-27',
  latestVersion: '2026-08-26.dahlia',
  deviceToken: 'we_cli_1',
  isFilterIdle: false,
};

/** Runs the line until it follows. */
async function start(line: string, surroundings: Surroundings = {}): Promise<Running> {
  const { host = {}, isInteractive = false, body = '{}', session = {} } = surroundings;
  const shell = openShell(() => ({ body }));
  const controller = new AbortController();
  const [out, err]: [string[], string[]] = [[], []];
  let asked: SessionRequest | undefined;
  let follows: (follower: Parameters<Session['follow']>[0]) => void = () => undefined;
  const following = new Promise<Parameters<Session['follow']>[0]>((resolve) => (follows = resolve));
  const running = shell.run(line, {
    signal: controller.signal,
    isInteractive,
    isColor: isInteractive,
    print: (text) => void out.push(text),
    warn: (text) => void err.push(text),
    host: {
      ...host,
      async openSession(request) {
        asked = request;
        return {
          ...sessionOf,
          ...session,
          async follow(follower) {
            follows(follower);
            return () => void out.push('stopped');
          },
        };
      },
    },
  });
  const ended = running.then(({ stderr }) => {
    throw new Error(`ended: ${stderr}`);
  });
  const follower = await Promise.race([following, ended]);
  // What stands behind the start is printed in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  if (!asked) throw new Error('No session was asked for.');
  return {
    asked,
    out,
    err,
    event: (one, more) => follower.event?.(sentOf(one, more)),
    request: (payload) => follower.request?.(JSON.stringify(payload)),
    async stop() {
      controller.abort();
      return (await running).exitCode;
    },
  };
}

function sentOf(one: object, more: Partial<SentEvent> = {}): SentEvent {
  const usual = { headers: new Map([['Stripe-Signature', 't=1,v1=x']]), isThin: false };
  return { ...usual, payload: JSON.stringify(one, undefined, 2), apiVersion: undefined, ...more };
}

async function refused(line: string): Promise<readonly [string, number]> {
  const shell: OpenShell = openShell();
  const { stderr, exitCode } = await shell.run(line, {
    host: { openSession: () => Promise.reject(new Error('opened')) },
  });
  return [stderr, exitCode];
}

test.each(['stripe listen -s --all-snapshot', 'stripe logs tail'])(
  '%s tells why no session could be had',
  async (line) => {
    const host: Host = { openSession: () => Promise.reject(new Error('Authorization failed')) };
    const { stderr, exitCode } = await openShell().run(line, { host });
    expect(stderr).toMatch(/[Ee]rror while authenticating with Stripe: Authorization failed/);
    expect(exitCode).toBe(1);
  },
);

describe('stripe listen', () => {
  test('tells the version and the secret, then each event on a line, until Ctrl-C', async () => {
    const { event: tell, out, err, stop } = await start('stripe listen --all-snapshot');
    expect(err.join('')).toMatch(
      /^Getting ready...\nReady! You are using Stripe API Version \[2020-08-27\]. Your webhook signing secret is whsec_test \(\^C to quit\)\n$/,
    );
    tell(event);
    tell({ ...event, account: 'acct_1' });
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
    const {
      event: tell,
      out,
      err,
    } = await start('stripe listen --all-snapshot', {
      isInteractive: true,
    });
    expect(err.join('')).toMatch(
      /^> Ready! .* secret is \u001b\[1mwhsec_\w+\u001b\[0m \(\^C to quit\)\n$/,
    );
    tell(event);
    expect(out.join('')).toMatch(
      new RegExp(
        `^\u001b\\[2m${time}\u001b\\[0m   --> \u001b\\[94m\u001b\\[0m\u001b\\[1mcustomer.created\u001b\\[0m \\[evt_1\\]\n$`,
      ),
    );
  });

  test('shows the events that were asked for, and warns of names that there are not', async () => {
    const line = 'stripe listen --events customer.deleted,bogus --events invoice.paid -s';
    const { event: tell, out, err } = await start(line);
    expect(err.join('')).toContain('level=warning msg="You\'re attempting to listen for "bogus"');
    for (const type of ['customer.created', 'customer.deleted', 'invoice.paid'])
      tell({ ...event, type });
    expect(out.join('').match(/--> [\w.]+/g)).toEqual(['--> customer.deleted', '--> invoice.paid']);
  });

  test('--format json prints one line of JSON with sorted names, and an empty one', async () => {
    const { event: tell, out } = await start('stripe listen --format JSON -s');
    tell(event);
    expect(out.join('')).toBe(
      '{"data":{"object":{}},"id":"evt_1","object":"event","type":"customer.created"}\n\n',
    );
  });

  test('what it forwards goes out as it came, with the headers of -H', async () => {
    const deliveries: Delivery[] = [];
    const deliver = async (delivery: Delivery): Promise<number> => {
      deliveries.push(delivery);
      return 200;
    };
    const line = 'stripe listen --all-snapshot --forward-to 4242 -H "X-A: b" -s';
    const { asked, event: tell, out } = await start(line, { host: { deliver } });
    tell(event);
    await expect
      .poll(() => out.join(''))
      .toMatch(new RegExp(`\n${time}  <--  \\[200\\] POST http://localhost:4242 \\[evt_1\\]\n$`));
    const headers = new Map([
      ['Stripe-Signature', 't=1,v1=x'],
      ['X-A', 'b'],
    ]);
    const body = JSON.stringify(event, undefined, 2);
    expect(deliveries).toEqual([{ url: 'http://localhost:4242', headers, body }]);
    expect(asked.params.get('forward_to_url')).toBe('4242');
  });

  test('--print-secret gives the session’s, or one of the key where there is no session', async () => {
    const host: Host = {
      openSession: async () => ({ ...sessionOf, follow: async () => () => undefined }),
    };
    const given = await openShell().run('stripe listen --print-secret', { host });
    expect(given.stdout).toBe('whsec_test\n');
    const made = await openShell().run('stripe listen --print-secret');
    expect(made.stdout).toMatch(/^whsec_[0-9a-f]{64}\n$/);
  });

  test.each([
    ['--all-snapshot', ['own', 'connected']],
    ['--all-snapshot --events-from @self', ['own']],
    ['--all-snapshot --events-from @accounts', ['connected']],
    ['--events customer.created', ['own', 'connected']],
    ['--events v1.y,customer.updated', []],
    ['--thin-events v1.x', ['own', 'connected', 'thin']],
    ['--latest', ['newest', 'thin']],
    ['', ['own', 'connected', 'thin']],
  ])('%s shows %j', async (words, shown) => {
    const { event: tell, out } = await start(`stripe listen -s ${words}`);
    tell({ ...event, id: 'own' });
    tell({ ...event, id: 'connected', account: 'acct_1' });
    tell({ ...event, id: 'newest' }, { apiVersion: '2026-08-26.dahlia' });
    tell({ id: 'thin', type: 'v1.x' }, { isThin: true });
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
    const { event: tell } = await start(`stripe listen -s --all-snapshot ${words}`, {
      host: { deliver },
    });
    tell({ ...event, id: 'own' });
    tell({ ...event, id: 'connected', account: 'acct_1' });
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
    const { event: tell } = await start(line, {
      host: { deliver },
      body: JSON.stringify({ data }),
    });
    tell(event);
    const expected = ['http://localhost:1/all?a=b', 'http://localhost:1/own'];
    await expect.poll(() => urls.toSorted()).toEqual(expected);
  });

  test('an address that cannot be reached is told behind its event', async () => {
    const deliver = (): Promise<number> => Promise.reject(new Error('refused'));
    const line = 'stripe listen --events customer.created --forward-to localhost:1/x -s';
    const { event: tell, out } = await start(line, { host: { deliver } });
    tell(event);
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
    const { request: tell, out, err, stop } = await start('stripe logs tail');
    expect(err.join('')).toBe(
      "Getting ready...\nReady! You're now waiting to receive API request logs (^C to quit)\n",
    );
    tell(request);
    expect(out.join('')).toMatch(
      new RegExp(
        `\n${time} \\[404\\] GET /v1/customers/cus_1 \\[req_abc\\]\nType: invalid_request_error\n` +
          "Code: resource_missing\nMessage: No such customer: 'cus_1'\nParam: id\n$",
      ),
    );
    expect(await stop()).toBe(0);
  });

  test('asks for what the filters let through', async () => {
    const words =
      '--filter-http-method get,POST --filter-status-code-type 4XX --filter-account self';
    const { asked } = await start(`stripe logs tail ${words}`);
    expect(asked.features).toEqual(['request_logs']);
    expect(JSON.parse(asked.params.get('filters') ?? '')).toEqual({
      filter_account: ['self'],
      filter_http_method: ['get', 'POST'],
      filter_status_code_type: ['400'],
    });
  });

  test('where a filter by account does nothing it says so', async () => {
    const { out } = await start('stripe logs tail', { session: { isFilterIdle: true } });
    expect(out.join('')).toContain("Warning you specified the 'account' filter");
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
