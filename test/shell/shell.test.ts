import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Fetch } from '../../src/base/fetch.ts';
import { catalogs } from '../../src/catalog/load.ts';
import { createShell, type Shell, type ShellIo } from '../../src/shell/shell.ts';

interface Asked {
  readonly requests: readonly Request[];
  readonly fetch: Fetch;
}

/** Answers everything alike, and remembers what was asked. */
function answering(body = '{"id":"cus_1"}', init: ResponseInit = {}): Asked {
  const requests: Request[] = [];
  return {
    requests,
    fetch: (request) => {
      requests.push(request);
      return Promise.resolve(new Response(body, init));
    },
  };
}

const shellWith = (body?: string, init?: ResponseInit): Shell =>
  createShell({ fetch: answering(body, init).fetch });

describe('what lives on from line to line', () => {
  test('variables and the exit code of the last line do', async () => {
    const shell = shellWith();
    await shell.run('NAME="Jenny Rosen"');
    await shell.run('nosuch');
    const { stdout } = await shell.run('echo "$NAME ended with $?"');
    expect(stdout).toBe('Jenny Rosen ended with 127\n');
  });

  test('only exported variables reach the command, unless they stand before it', async () => {
    const { fetch, requests } = answering();
    const shell = createShell({ fetch, environment: { PATH: '/bin', EMPTY: undefined } });
    await shell.run('STRIPE_API_KEY=sk_test_onlyofthisshell');
    await shell.run('stripe customers list');
    await shell.run('STRIPE_API_KEY=sk_test_beforethecommand stripe customers list');
    await shell.run('export STRIPE_API_KEY');
    await shell.run('stripe customers list');
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer sk_test_sandshellreaderofthedocs',
      'Bearer sk_test_beforethecommand',
      'Bearer sk_test_onlyofthisshell',
    ]);
  });

  test('two shells share nothing', async () => {
    const one = shellWith();
    await one.run('A=1');
    expect((await shellWith().run('echo "[$A]"')).stdout).toBe('[]\n');
  });
});

describe('requests', () => {
  test('carry the parameters in the CLI’s order and spelling', async () => {
    const { fetch, requests } = answering();
    await createShell({ fetch }).run(
      `stripe customers create -d 'metadata[a b]=1*' --name "O'Brien " --balance 0x10 -e sources`,
    );
    const [request] = requests;
    expect(request?.url).toBe('https://api.stripe.com/v1/customers');
    expect(await request?.text()).toBe(
      'metadata[a+b]=1%2A&balance=16&name=O%27Brien&expand[]=sources',
    );
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  });

  test('templates are filled in from what the shell was given', async () => {
    const { fetch, requests } = answering();
    const shell = createShell({ fetch, seed: 'a', clock: () => 1_700_000_000_000 });
    await shell.run('export CITY=Paris');
    await shell.run(
      "stripe customers create --address.city '${.env:CITY}' --name '${generate-uuid}' " +
        "--description '${time-now-RFC3339}' --phone '${.env:PHONE|none}'",
    );
    const sent = new URLSearchParams(await requests[0]?.text());
    expect(Object.fromEntries(sent)).toEqual({
      'address[city]': 'Paris',
      name: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      description: '2023-11-14T22:13:20Z',
      phone: 'none',
    });
  });

  test('values with no place in a request’s head are refused, in Go’s words', async () => {
    const { fetch, requests } = answering();
    const { stderr, exitCode } = await createShell({ fetch }).run(`stripe get x -i $'a\\nb'`);
    expect(stderr).toContain('invalid header field value for "Idempotency-Key"');
    expect(exitCode).toBe(1);
    expect(requests).toEqual([]);
  });

  test('one that got no answer is told as the CLI tells it', async () => {
    const shell = createShell({ fetch: () => Promise.reject(new Error('the wire is cut')) });
    expect(await shell.run('stripe get cus_123 -l 3')).toEqual({
      stdout: '',
      stderr: 'Get "https://api.stripe.com/v1/customers/cus_123?limit=3": the wire is cut\n',
      exitCode: 1,
    });
  });
});

describe('no mistake and no live key reaches a request', () => {
  const live = 'sk_live_4242424242424242';

  test.each([
    'stripe customers create --balance ten',
    'stripe customers create --nmae x',
    'stripe customers create -d name',
    'stripe customers create extra',
    'stripe custmers list; nosuch',
    'stripe customers list |',
    'stripe customers list > file',
    `stripe customers list --api-key ${live}`,
    `stripe customers list; echo ${live}`,
    `stripe get /v1/customers/${live}`,
    `stripe post v1/customers -d 'a[${live}]=b'`,
    `A=sk_live; stripe get "$A"_42424242`,
    `stripe customers create -i 'sk_li'"ve_42424242"`,
    `stripe post /v2/core/accounts -d '{"a":"sk\\u005flive\\u005f42424242"}'`,
    `echo yes | stripe delete '/v1/customers/sk%5flive%5f42424242'`,
  ])('%s', async (line) => {
    const { fetch, requests } = answering();
    const { stdout, stderr, exitCode } = await createShell({ fetch }).run(line);
    expect(requests).toEqual([]);
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).not.toMatch(/sk_live_4242|sk%5flive/);
  });

  test('a live key that the shell was started with is refused too', async () => {
    const { fetch, requests } = answering();
    const shell = createShell({ fetch, environment: { STRIPE_API_KEY: live } });
    expect((await shell.run('stripe customers list')).stderr).toContain('refuses live keys');
    expect((await shell.run('echo "$STRIPE_API_KEY"')).stdout).toBe('');
    expect(requests).toEqual([]);
  });
});

describe('answers', () => {
  test('are printed as they came where there are no colours', async () => {
    const body = '{"b":1,  "a":[ ]}\n';
    expect((await shellWith(body).run('stripe get x')).stdout).toBe(`${body}\n`);
  });

  test('are laid out and coloured where there are', async () => {
    const { stdout } = await shellWith('{"b":1}').run('stripe get x', { isColor: true });
    expect(stdout).toBe(
      '\x1b[1m{\x1b[0m\n  \x1b[1m\x1b[94m"b"\x1b[0m\x1b[1m:\x1b[0m \x1b[33m1\x1b[0m\n\x1b[1m}\x1b[0m\n\n',
    );
  });

  test('with a refused key are a failure, other errors are not', async () => {
    const body = '{"error":{"code":"x"}}';
    expect(await shellWith(body, { status: 401 }).run('stripe get x')).toEqual({
      stdout: '',
      stderr: `Request failed, status=401, body=${body}\n`,
      exitCode: 1,
    });
    expect(await shellWith(body, { status: 500 }).run('stripe get x')).toEqual({
      stdout: `${body}\n`,
      stderr: '',
      exitCode: 0,
    });
  });

  test('tell of an expired key how to go on', async () => {
    const shell = shellWith('{"error":{"code":"api_key_expired"}}', { status: 401 });
    expect((await shell.run('stripe get x')).stderr).toContain('`stripe login`');
  });
});

describe('a terminal', () => {
  const terminal: ShellIo = { isInteractive: true, isColor: true };
  const codes = /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[[\d;]*m)/;

  test('is told where to look when a word is no command, and which was meant when one was', async () => {
    const said = async (line: string): Promise<string> =>
      (await shellWith().run(line, terminal)).stderr;
    expect(await said('npm install')).toBe(
      'sandshell: npm: command not found\nSee "help" for what can be typed here.\n',
    );
    expect(await said('ls')).not.toContain('Did you mean');
    expect(await said('test')).not.toContain('Did you mean');
    expect(await said('sripe x')).toContain('Did you mean "stripe"?');
    expect(await said('stripe customers create --emial a@b.example')).toBe(
      'unknown flag: --emial\nDid you mean "--email"?\n',
    );
    expect(await said('stripe customers create --nothing-like-it')).toBe(
      'unknown flag: --nothing-like-it\n',
    );
    expect(await said('hist')).toContain('Did you mean "history"?');
  });

  test('is told that a part of the catalogue cannot be fetched, and nothing fails because of it', async () => {
    const whole = await catalogs.whole();
    const offline = { ...whole, load: () => Promise.reject(new Error('offline')) };
    const shell = createShell({ fetch: answering().fetch, catalog: Promise.resolve(offline) });
    const { stderr, exitCode } = await shell.run('stripe prices create --curency usd', terminal);
    expect([stderr, exitCode]).toEqual(['sandshell: offline\n', 1]);
  });

  test('never gets a control code from an answer, a notice, an error or a word', async () => {
    const evil = '\x1b]0;owned\x07\x1b[2J\x9b31m\r\x08';
    const headers = { 'Stripe-Notice': 'notice\x9b2J' };
    const texts = [
      await shellWith(evil, { headers }).run('stripe get x', terminal),
      await shellWith(JSON.stringify({ a: evil }), { headers }).run('stripe get x -s', terminal),
      await shellWith(evil, { status: 401 }).run('stripe get x', terminal),
      await shellWith().run(`echo $'\\e[2J\\a'`, terminal),
      await shellWith().run(`stripe $'\\e[2J'`, terminal),
      await shellWith().run(`stripe customers create --$'\\e]0;x\\a'`, terminal),
      await shellWith().run(`$'\\e[2J'`, terminal),
    ];
    for (const { stdout, stderr } of texts) {
      expect(stdout + stderr).not.toBe('');
      expect(stdout + stderr).not.toMatch(codes);
    }
  });

  test.each(['print', 'printFolded'] as const)('never gets one from what %s folds', async (way) => {
    const seen: string[] = [];
    const io: ShellIo =
      way === 'print'
        ? { ...terminal, print: (text) => void seen.push(text) }
        : { ...terminal, printFolded: (text, fold) => void seen.push(fold(text, 30)) };
    await shellWith().run(`stripe accounts delete $'acct_\\e[2J\\e]0;x\\a'`, {
      ...io,
      readLine: () => Promise.resolve('no'),
    });
    expect(seen.join('')).toContain('acct_');
    expect(seen.join('')).not.toMatch(codes);
  });

  test('any answer at all leaves it unharmed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (body) => {
        const { stdout } = await shellWith(body).run('stripe get x', terminal);
        expect(stdout).not.toMatch(codes);
      }),
      { numRuns: 100 },
    );
  });

  test('gets output as it comes, and answers questions', async () => {
    const seen: string[] = [];
    const { fetch, requests } = answering('{"deleted":true}');
    const result = await createShell({ fetch }).run('stripe delete cus_123', {
      print: (text) => void seen.push(text),
      readLine: () => {
        expect(seen.join('')).toMatch(/Enter 'yes' to confirm: $/);
        expect(requests).toEqual([]);
        return Promise.resolve('yes');
      },
    });
    expect(requests.map(({ method }) => method)).toEqual(['DELETE']);
    expect(result.stdout).toBe(seen.join(''));
  });
});

describe('Ctrl-C', () => {
  test('ends a command that waits for an answer, with 130', async () => {
    const stop = new AbortController();
    const shell = createShell({ fetch: () => new Promise(() => stop.abort()) });
    const { exitCode, stderr } = await shell.run('stripe get x; echo never', {
      signal: stop.signal,
    });
    expect(exitCode).toBe(130);
    expect(stderr).toBe('');
    expect((await shell.run('echo $?')).stdout).toBe('130\n');
  });

  test('ends a command that waits for a line', async () => {
    const stop = new AbortController();
    const { fetch, requests } = answering();
    const { exitCode, stdout } = await createShell({ fetch }).run(
      'stripe delete cus_123; echo on',
      {
        signal: stop.signal,
        readLine: () => new Promise(() => stop.abort()),
      },
    );
    expect(exitCode).toBe(130);
    expect(stdout).not.toContain('on\n');
    expect(requests).toEqual([]);
  });

  test('reaches the request itself', async () => {
    const stop = new AbortController();
    const reached = vi.fn<() => void>();
    const shell = createShell({
      fetch: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reached();
            reject(signal.reason as Error);
          });
          stop.abort();
        }),
    });
    expect((await shell.run('stripe get x', { signal: stop.signal })).exitCode).toBe(130);
    expect(reached).toHaveBeenCalledOnce();
  });
});

describe('for a person at a narrow terminal', () => {
  const narrow = { columns: 42, isInteractive: true };

  test.each([
    [
      'stripe customers creat',
      'Unknown command "creat" for "stripe customers". Did you mean "create"?',
    ],
    ['stripe customers lst --limit 3', 'Did you mean "list"?'],
    ['stripe help issuing crads', 'for "stripe issuing". Did you mean "cards"?'],
    ['stripe customers --help retreive', 'Did you mean "retrieve"?'],
    ['stripe customers bogus', 'Unknown command "bogus" for "stripe customers".\n'],
    ['stripe customers get cus_1', 'Did you mean "retrieve"?'],
    ['stripe subscriptions remove sub_1', 'Did you mean "cancel"?'],
    ['stripe invoices upcoming', 'Did you mean "create_preview"?'],
  ])('%j prints what the CLI prints, and tells what was meant', async (line, told) => {
    const { stdout, stderr, exitCode } = await shellWith().run(line, narrow);
    expect(stderr).toContain(told);
    const plain = await shellWith().run(line, { columns: 42 });
    expect([stdout, exitCode]).toEqual([plain.stdout, plain.exitCode]);
    expect(plain.stderr).not.toContain('Unknown command');
  });

  test.each([
    ['stripe customer list', 'Or did you mean "customers"?\n'],
    ['stripe custmers list', ''],
    ['stripe stripe customers list', 'One "stripe" is enough.\n'],
    ['stripe custmers list && stripe prodcts list', 'Did you mean "products"?\n'],
    ['stripe get && stripe products create --nmae x', '--nmae. Did you mean "--name"?\n'],
    ['echo a || stripe prodcts list; stripe get', 'Did you mean "products"?\n'],
    ['stripe prodcts list || stripe custmers list', ''],
    ['stripe custmers list && stripe custmers create', 'Did you mean "customers"?\n'],
    ['stripe customers create -name x', 'Did you mean "--name"?\n'],
    ['stripe customers create —name “Jo Doe”', '\nstripe customers create --name "Jo Doe"\n'],
    ['stripe customers create --name “O’Brien” --emial x', 'Did you mean "--email"?\n'],
    ['stripe payment_intents create --confirm true', 'Did you mean "--confirm=true"?\n'],
    ['stripe customers create name=x', 'Did you mean -d "name=x"?\n'],
    [
      'stripe customers create --name Jo Doe',
      '"Doe" is one word too many. A value with spaces needs quotes around it.\n',
    ],
    ['stripe trigger payment_intent.suceeded', 'Did you mean "payment_intent.succeeded"?\n'],
    ['stripe trigger payment_intent.success', 'Did you mean "payment_intent.succeeded"?\n'],
    ['stripe trigger payment_succeeded', 'Did you mean "invoice.payment_succeeded"?\n'],
    ['stripe customers create --metadata[a]=b', 'Did you mean -d "metadata[a]=b"?\n'],
    ['stripe customers create --metadata[a-b] "c d"', 'Did you mean -d "metadata[a-b]=c d"?\n'],
    ['stripe customers create --metadata a=b', 'Did you mean -d "metadata[a]=b"?\n'],
    ['stripe customers create --metadata.a=b', 'Did you mean -d "metadata[a]=b"?\n'],
    [
      'stripe checkout sessions create --line-items[0][price-data]=x',
      'Did you mean -d "line_items[0][price_data]=x"?\n',
    ],
    ['stripe customers create --preferred_locales[]=de', 'mean "--preferred-locales"?\n'],
    ['stripe customers create --preferred_locale[0]=de', 'mean "--preferred-locales"?\n'],
    ['stripe customers create --adress[postal_code]=x', 'mean "--address[postal_code]"?\n'],
    ['stripe customers create --adress[bogus]=x', 'unknown flag: --adress[bogus]\n'],
    ['stripe customers create --bogus[a]=b', 'unknown flag: --bogus[a]\n'],
    ['stripe help custmers', 'Did you mean "stripe help customers"?\n'],
    ['stripe subscriptions create --items price=p', 'mean -d "items[0][price]=p"?\n'],
    ['stripe subscriptions create --items.price=p', 'mean -d "items[0][price]=p"?\n'],
    ['stripe subscriptions create --items[0][price]=p', 'mean -d "items[0][price]=p"?\n'],
    [
      `stripe customers create --metadata '{"a":"b","c d":"+"}'`,
      'Did you mean -d "metadata[a]=b" -d "metadata[c d]=+"?\n',
    ],
    [
      `stripe subscriptions create --items '[{"price":"p"}]'`,
      'Did you mean -d "items[0][price]=p"?\n',
    ],
    [
      `stripe customers create -d '{"name":"Jo","address":{"city":"Rome"}}'`,
      'Did you mean -d "name=Jo" -d "address[city]=Rome"?\n',
    ],
    [`stripe post /v1/customers '{"name":"Jo"}'`, 'Did you mean -d "name=Jo"?\n'],
    [`stripe post /v1/customers -d '{"name":"Jo"}'`, 'Did you mean -d "name=Jo"?\n'],
    ['stripe customers create -d name', 'invalid data argument: name\n'],
    ['stripe customers retrieve --id cus_1', 'An id has no flag: leave "--id" out.\n'],
    ['stripe customers update --customer=cus_1', 'An id has no flag: leave "--customer" out.\n'],
    ['stripe customers create --id cus_1', 'unknown flag: --id\n'],
    ['stripe test_clocks create', 'Did you mean "stripe test_helpers test_clocks"?\n'],
    [
      'stripe sessions create',
      '"stripe checkout sessions" or "stripe financial_connections sessions"?\n',
    ],
    ['stripe webhooks list', 'Or did you mean "webhook_endpoints"?\n'],
    ['stripe customers retrieve <id>', 'Put a value in the place of <id>.\n'],
    ['stripe customers retrieve <customer id> -e x', 'in the place of <customer id>.\n'],
    ['stripe customers list & echo', 'put an & of a word in quotes\n'],
    ['stripe products create —name "a “b”"', '\nstripe products create --name "a “b”"\n'],
    ['stripe products create name=$NAME', 'Did you mean -d "name=${NAME}"?\n'],
    ['stripe products create \'name=a "b"\'', `Did you mean -d 'name=a "b"'?\n`],
    ['stripe customers list | grep “none”', ''],
    ['stripe customers list -d "a= —b" | grep none', ''],
    ['stripe customers list --limti 3 2>/dev/null', ''],
    ['stripe x', ''],
    ['stripe customers create --nmae x | wc -l', '--nmae\nDid you mean "--name"?\n'],
    ['echo $(stripe customers create --nmae x)', '--nmae\nDid you mean "--name"?\n'],
    ['stripe custmers list | wc -l', '"custmers" for "stripe". Did you mean "customers"?\n'],
    [
      'stripe customer list | wc -l',
      'Did you mean "customer_balance_transactions"? Or did you mean "customers"?\n',
    ],
    ['stripe xyzzyx | wc -l', 'Unknown command "xyzzyx" for "stripe".\n'],
    ['stripe customers create —name x | wc -l', '\nstripe customers create --name x | wc -l\n'],
    ['stripe customers create --nmae x 2>/dev/null | wc -l', ''],
    [
      'stripe customers create \\ ',
      'A space follows a "\\". At the end of a line nothing may follow it.\n',
    ],
    ['$ stripe customers list', 'Leave the "$" out: it stands for the prompt.\n'],
    ['sudo stripe customers list', 'Leave the "sudo" out: write stripe first.\n'],
    ['npx -y stripe version', 'Leave the "npx" out: write stripe first.\n'],
    ['./stripe version', 'Did you mean "stripe"? See "help".\n'],
    ['!!', 'The key ↑ brings back the line before, Ctrl+R an earlier one.\n'],
    ['!stri', 'The key ↑ brings back the line before, Ctrl+R an earlier one.\n'],
    ['exit', 'Esc, then Tab, leaves this shell.\n'],
    ['ls', 'See "help" for what can be typed here.\n'],
  ])('%j is told what was meant, below the CLI’s own words', async (line, told) => {
    const { stderr } = await shellWith().run(line, narrow);
    expect(stderr.slice(-told.length || Infinity)).toBe(told);
  });

  test.each([
    ['stripe get cus_x | jq .name', 'null\n'],
    ['stripe get cus_x | grep name', ''],
    ['ID=$(stripe get cus_x | jq -r .id)', ''],
    ['ANSWER=$(stripe get cus_x)', ''],
    ['stripe get cus_x | jq .name | wc -l', '1\n'],
  ])('%j tells the error of the API that nothing else shows', async (line, stdout) => {
    const missing = { error: { message: 'No such customer: "cus_x"', param: 'id' } };
    const shell = shellWith(JSON.stringify(missing));
    const result = await shell.run(line, narrow);
    expect(result).toEqual({
      stdout,
      stderr: 'The API answered with an error: No such customer: "cus_x"\n',
      exitCode: line.includes('grep') ? 1 : 0,
    });
    // As everywhere, the official program leaves it at what it prints.
    const { stderr } = await shell.run(line, { columns: 42 });
    expect(stderr).toBe('');
  });

  test.each([
    'stripe get cus_x | jq .error',
    'stripe get cus_x | jq -r .error.message',
    'stripe get cus_x | grep message',
    'stripe get cus_x 2>/dev/null | jq .name',
    'stripe get cus_x > /dev/null',
  ])('%j shows it, or hides it on purpose', async (line) => {
    const missing = { error: { message: 'No such customer: "cus_x"', param: 'id' } };
    const shell = shellWith(JSON.stringify(missing));
    expect((await shell.run(line, narrow)).stderr).toBe('');
  });

  test('a line with a live key is not shown again, whatever else is wrong with it', async () => {
    const key = ['sk', 'live', '51HxTaQ2eZvKYlo2Cm9xRtYpLk'].join('_');
    const parted = key.replace('live', 'li""ve');
    for (const line of [`—api-key ${key}`, `${key}`, `--nmae ${key}`, `—api-key ${parted}`]) {
      const { stderr } = await shellWith().run(`stripe customers create ${line}`, narrow);
      expect(stderr).toMatch(/^This shell works with test data only/);
      expect(stderr).not.toMatch(/mean|many|51Hx/);
    }
  });

  test.each([
    'customers',
    'customers retrieve cus_1',
    'help',
    '--map',
    'customers create --name a',
  ])('no color of a wrong word colors what is told behind stripe %s', async (words) => {
    const line = words === '--map' ? 'stripe --map=' : `stripe ${words} `;
    const { stderr } = await shellWith().run(`${line}\x1b[31mred`, narrow);
    expect(stderr).toContain('␛[31mred');
    expect(stderr).not.toContain('\x1b[31mred');
  });

  test.each(['stripe customers', 'stripe customers --help', 'stripe logs tail --help x'])(
    '%j has no wrong word',
    async (line) => {
      expect((await shellWith().run(line, narrow)).stderr).toBe('');
    },
  );

  test('the map of the commands says below a name what has no room beside it', async () => {
    const shown: string[] = [];
    await shellWith().run('stripe --map', {
      ...narrow,
      printFolded: (text, fold) => void shown.push(fold(text, 42)),
    });
    const map = shown.join('');
    expect(map).toMatch(
      /\n├── listen\n│ {5}Receive events, and hand them on to\n│ {5}a local server\n├── login/,
    );
    expect(map).toMatch(/\n│ {3}├── report_payment_attempt_informational\n/);
  });

  test('long lines fold on the screen, and are whole in the result', async () => {
    for (const line of [
      'stripe open',
      'stripe bogus',
      'stripe --help',
      'stripe completion --shell fish',
    ]) {
      const shown: string[] = [];
      const { stdout } = await shellWith().run(line, {
        ...narrow,
        printFolded: (text, fold) => void shown.push(fold(text, 42)),
      });
      expect(stdout).toBe((await shellWith().run(line, { columns: 42 })).stdout);
      const wide = shown
        .join('')
        .split('\n')
        .filter((row) => row.length > 42);
      expect(wide.filter((row) => / \S+ /.test(row.trim()))).toEqual([]);
    }
  });
});

describe('what only the surroundings can do', () => {
  test('shortcuts set keys in a column where that leaves room for the words', async () => {
    const shortcuts = async () =>
      [
        ['Tab', 'completes'],
        ['Ctrl+X, Ctrl+U, Ctrl+_', 'undoes'],
      ] as const;
    const shown = async (columns: number): Promise<string> =>
      (await shellWith().run('shortcuts', { columns, isInteractive: true, host: { shortcuts } }))
        .stdout;
    expect(await shown(80)).toContain(`\nCtrl+X, Ctrl+U, Ctrl+_  undoes\n`);
    expect(await shown(80)).toContain(`Tab${' '.repeat(21)}completes\n`);
    expect(await shown(40)).toContain('Tab  completes\n');
  });

  test('clear, reset, history and shortcuts ask them', async () => {
    const done: string[] = [];
    const host = {
      clear: () => void done.push('cleared'),
      reset: () => Promise.resolve(void done.push('emptied')),
      history: () => ['echo one', 'stripe get x --api-key sk_test_4eC39HqLyjWDarjtT1zdp7dc'],
      shortcuts: async () => [['Tab', 'completes']] as const,
    };
    const { stdout } = await shellWith().run('clear; reset; history; shortcuts', { host });
    expect(done).toEqual(['cleared', 'emptied']);
    expect(stdout).toContain('    1  echo one\n');
    expect(stdout).not.toContain('4eC39HqLyjWDarjtT1');
    expect(stdout).toContain('Tab  completes\n');
  });

  test('a description of the API that cannot be fetched is told, and asked for again', async () => {
    const catalog = Promise.reject(new Error('offline'));
    catalog.catch(() => undefined);
    const shell = createShell({ fetch: answering().fetch, catalog });
    expect(await shell.run('echo a')).toEqual({
      stdout: '',
      stderr: expect.stringContaining('offline'),
      exitCode: 1,
    });
  });
});

test('a line of a megabyte is run, and any line ends with an exit code', async () => {
  const shell = shellWith();
  const long = 'é'.repeat(500_000);
  for (const line of [
    `stripe post x -d a=${long}`,
    `stripe get x -i ${long}`,
    `stripe get ${long}`,
  ]) {
    expect(await shell.run(line)).toMatchObject({ stderr: '', exitCode: 0 });
  }
  const word = fc.oneof(
    fc.constantFrom(
      'stripe',
      'customers',
      'create',
      '--name',
      '-d',
      'echo',
      ';',
      '|',
      '&&',
      '$A',
      "'",
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 8 }), async (words) => {
      expect((await shell.run(words.join(' '))).exitCode).toBeTypeOf('number');
    }),
    { numRuns: 300 },
  );
});
