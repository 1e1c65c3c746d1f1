import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, describe, expect, test } from 'vitest';
import { checkProgram } from '../../src/server/check.ts';
import { plant, planted } from '../documents/planted.ts';
import { fakeIo } from './fake-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandshell-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const guide = readFileSync(
  fileURLToPath(new URL('../documents/taking-a-payment.md', import.meta.url)),
  'utf8',
);

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function check(
  ...words: string[]
): Promise<{ status: number; printed: string; warned: string }> {
  const io = fakeIo();
  const status = await checkProgram(words, io);
  return { status, printed: io.printed(), warned: io.warned() };
}

interface Told {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly advice: string;
}

async function findings(path: string): Promise<readonly Told[]> {
  const { printed } = await check('--format', 'json', path);
  const { files } = JSON.parse(printed) as { files: readonly { findings: readonly Told[] }[] };
  return files.flatMap((file) => file.findings);
}

describe('a guide', () => {
  test('may use another key in between: its placeholders stand for what each key sees', async () => {
    const path = write(
      'keys.md',
      [
        'stripe customers create',
        'stripe customers create --api-key sk_test_another',
        'stripe customers retrieve {{CUSTOMER_ID}}',
        'stripe customers retrieve {{CUSTOMER_ID}} --api-key sk_test_another',
      ]
        .map((line) => `\`\`\`sh\n${line}\n\`\`\`\n`)
        .join('\n'),
    );
    expect(await check(path)).toMatchObject({
      status: 0,
      printed: '4 snippets in 1 file: all agree.\n',
    });
  });

  test('agrees as it is written', async () => {
    const { status, printed, warned } = await check(write('good.md', guide));
    expect([printed, warned, status]).toEqual(['10 snippets in 1 file: all agree.\n', '', 0]);
  });

  test('with ten planted mistakes is told of all ten, and of nothing else', async () => {
    const { text, lines } = plant(guide);
    const path = write('bad.md', text);
    const told = (await findings(path)).map(({ code, line }) => `${line} ${code}`);
    const wanted = planted.map(({ code }, index) => `${lines[index]} ${code}`);
    expect(told).toEqual(wanted.toSorted((a, b) => parseInt(a, 10) - parseInt(b, 10)));
    expect(planted).toHaveLength(10);
    expect((await check(path)).status).toBe(1);
  });

  test('agrees whatever the seed and the time', async () => {
    const path = write('good.md', guide);
    for (const words of [
      ['--seed', 'another'],
      ['--seed', 'shop'],
      ['--now', '2031-07-04T00:00:00Z'],
    ]) {
      expect(await check(...words, path)).toMatchObject({ status: 0 });
    }
  });
});

describe('what is reported, and where', () => {
  const block = (text: string, info = 'sh'): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;
  const create = block('stripe customers create --name=Jo');

  test.each<[string, string, string, RegExp]>([
    [
      'a command in a sentence',
      'See `stripe customers craete`.',
      '1:23 unknown-command',
      /"create"/,
    ],
    [
      'an event that is near one',
      `See \`stripe trigger payment_intent.succeded\`.`,
      '1:21 unknown-command',
      /^Unknown event "payment_intent\.succeded" .* Did you mean "payment_intent\.succeeded"\?$/,
    ],
    [
      'a command whose beginning others have',
      'See `stripe payment_intent list`.',
      '1:13 unknown-command',
      /^Unknown command "payment_intent" for "stripe"\. Did you mean "payment_intents"\?$/,
    ],
    ['a flag in a sentence', 'See `stripe get /v1/x --limti 3`.', '1:23 unknown-flag', /"--limit"/],
    [
      'a parameter in a sentence',
      '`stripe customers create -d nope=1`',
      '1:29 unknown-parameter',
      /nope/,
    ],
    [
      'what an earlier command said',
      block('stripe customers create -d "metadata[order]=order_AB12CD34EF"') +
        block('stripe customers retrieve {{CUSTOMER_ID}}') +
        block('{"metadata": {"order": "order_ZZ12CD34EF"}}', 'json'),
      '8:24 wrong-value',
      /order_AB12CD34EF/,
    ],
    [
      'JSON that nothing prints',
      block('stripe trigger customer.created') +
        block('{"type": "customer.created"}', 'json output'),
      '5:1 wrong-line',
      /Setting up/,
    ],
    [
      'a failure that a gap would hide',
      block('stripe customers retrieve cus_x') + block('{…}', 'json'),
      '2:1 failed',
      /No such/,
    ],
    [
      'one behind a gap in words',
      block('$ stripe customers retrieve\n…', 'console'),
      '2:1 failed',
      /exactly 1/,
    ],
    [
      'a command behind a gap',
      block('$ stripe customers craete\n…', 'console'),
      '2:20 unknown-command',
      /create/,
    ],
    [
      'an error of another kind',
      block('stripe customers retrieve') + block('{"error": {…}}', 'json'),
      '5:1 wrong-line',
      /exactly 1/,
    ],
    [
      'a command that is gone',
      'Try `stripe samples create x`.',
      '1:13 unknown-command',
      /no longer/,
    ],
    [
      'a command in a substitution',
      block('stripe customers retrieve $(stripe customer list)', 'sh off'),
      '2:36 unknown-command',
      /"customer"/,
    ],
    [
      'a flag on a further line, in a quote',
      `> ${block('stripe customers create --name=Jo \\\n>   --emial=jo@example.com').replace('\n', '\n> ').replace('\n```', '\n> ```')}`,
      '3:5 unknown-flag',
      /"--email"/,
    ],
    [
      'a shorthand behind a prompt',
      block('  $ stripe customers list -y', 'console'),
      '2:27 unknown-flag',
      /'y' in -y/,
    ],
    [
      'a member that is left out',
      block('stripe balance retrieve') +
        block('{\n  "object": "balance",\n  "available": […],\n  "pending": […]\n}', 'json'),
      '8:3 left-out',
      /^\$\.livemode is false/,
    ],
    ['an open quote', block('stripe customers create --name="Jo'), '2:25 syntax', /quote/],
    [
      'a job in the background',
      block('stripe listen &\nstripe balance retrieve'),
      '2:15 syntax',
      /&/,
    ],
    [
      'a dash of a word processor',
      block('stripe customers list —limit 3'),
      '2:23 syntax',
      /word processor.*: stripe customers list --limit 3$/,
    ],
    [
      'a parameter where nothing is run',
      block('stripe customers create -d nope=1', 'sh off'),
      '2:28 unknown-parameter',
      /nope/,
    ],
    [
      'nothing to fill',
      block('stripe customers retrieve {{CUSTOMER_ID}}'),
      '2:27 nothing-to-fill',
      /customer/,
    ],
    [
      'no such placeholder',
      block('stripe customers retrieve {{ID}}'),
      '2:27 unknown-placeholder',
      /ID/,
    ],
    [
      'a step after nothing',
      block('stripe customers list', 'sh after=x'),
      '1:1 unknown-after',
      /"x"/,
    ],
    [
      'a circle of three',
      block('stripe balance retrieve', 'sh id=a after="x b"') +
        block('stripe balance retrieve', 'sh id=b') +
        block('stripe balance retrieve', 'sh id=x after=b,x'),
      '7:1 circular-after',
      /"b,x"/,
    ],
    ['a circle', block('stripe customers list', 'sh id=a after=a'), '1:1 circular-after', /"a"/],
    [
      'two of one name',
      block('stripe customers list', 'sh id=a') + block('stripe products list', 'sh id=a'),
      '4:1 duplicate-id',
      /"a"/,
    ],
    ['an output of nothing', block('{}', 'json output'), '1:1 lonely-output', /belongs/],
    [
      'a misspelt word of a fence',
      block('stripe balance retrieve', 'sh title="off" inser'),
      '1:1 unknown-word',
      /"inser" is none of .*insert, off, output/,
    ],
    [
      'a misspelt word of an attribute',
      'Text.\n\n<pre data-sandshell="of"><code>stripe balance retrieve</code></pre>\n',
      '3:1 unknown-word',
      /data-sandshell="of" is none of run, insert, off/,
    ],
    ['an empty output', create + block('', 'json'), '4:1 no-output', /empty/],
    [
      'too few in a list',
      create + block('{"preferred_locales": [1]}', 'json'),
      '5:23 wrong-length',
      /0 elements/,
    ],
    [
      'another customer than the one that was shown',
      create +
        block('{"id": "cus_AAAA1111"}', 'json') +
        create +
        block('{"id": "cus_BBBB2222"}', 'json') +
        block('stripe payment_intents create --amount=100 --currency=usd --customer=cus_BBBB2222') +
        block('{"customer": "cus_AAAA1111"}', 'json'),
      '17:14 wrong-value',
      /is "cus_BBBB2222", not "cus_AAAA1111"/,
    ],
    [
      'plain text',
      block('$ stripe trigger customer.created\nSetting up fixture for: product', 'console'),
      '3:1 wrong-line',
      /customer/,
    ],
    ['a key in a URL', 'https://x.example/?k=sk%5Flive%5Fabc123', '1:1 live-key', /live/],
    [
      'a stand-in for a live key that is run',
      block('stripe customers list --api-key=sk_live_YOUR_KEY'),
      '2:1 failed',
      /live/,
    ],
  ])('%s', async (_name, text, place, message) => {
    const told = await findings(write('one.md', text));
    expect(told.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([place]);
    expect(told[0]?.message).toMatch(message);
    expect(told[0]?.advice).not.toBe('');
  });

  test('a line with several mistakes is told of all, and of what its output gets wrong', async () => {
    const line =
      'stripe payment_intents create --amuont=2000 --curency=usd -d "payment_method_type[]=card"';
    const told = await findings(
      write('one.md', block(line) + block('{"status": "succeeded", …}', 'json')),
    );
    expect(told.map(({ line: row, column, code }) => `${row}:${column} ${code}`)).toEqual([
      '2:31 unknown-flag',
      '2:45 unknown-flag',
      '2:63 unknown-parameter',
      '5:12 wrong-value',
    ]);
  });

  test.each([
    [
      'a bare prefix of a live key',
      'Keys begin with `sk_live_`, as `sk_live_…` or sk_live_YOUR_KEY.',
    ],
    [
      'a command that a sentence leaves open',
      'Use `stripe customers retrieve <id>` or `stripe …`.',
    ],
    ['a pattern', '`stripe RESOURCE create`, `stripe trigger EVENT`, `stripe-mock`'],
    [
      'a block that builds on a later one',
      block('stripe customers retrieve {{CUSTOMER_ID}}', 'sh after=b') +
        block('stripe customers create', 'sh id=b'),
    ],
    [
      'a block that builds on two',
      block(
        'stripe payment_intents create --amount=100 --currency=usd --customer={{CUSTOMER_ID}} -d "metadata[product]={{PRODUCT_ID}}"',
        'sh after=b,c',
      ) +
        block('stripe customers create', 'sh id=b after=c') +
        block('stripe products create --name=A', 'sh id=c'),
    ],
    ['another section', `${create}\n# Next\n\n${block('{"a": 1}', 'json')}`],
    [
      'a block of another language between',
      create + block('x = 1', 'python') + block('{"a": 1}', 'json'),
    ],
    ['an output marked off', create + block('{"a": 1}', 'json off')],
    [
      'a key in its own words',
      create + block('{"name": "…", "email": …, "metadata": {…}, ...}', 'json'),
    ],
    [
      'a deletion, which asks first',
      create +
        block('stripe customers delete {{CUSTOMER_ID}}') +
        block('{"deleted": true}', 'json'),
    ],
    [
      'a here-document',
      block(
        `stripe fixtures /dev/stdin <<'EOF'\n{"fixtures": [{"name": "a", "path": "/v1/customers", "method": "post"}]}\nEOF`,
      ),
    ],
    [
      'objects that the page’s own shell begins with',
      '<sand-shell seed="shop" now="2026-01-31T09:00:00Z"></sand-shell>\n\n' +
        block('stripe customers list --limit=1 --email=jane.smith@example.com') +
        block('{"data": [{ "id": "cus_…", … }]}', 'json'),
    ],
    [
      'an error that is shown',
      block('$ stripe customers create --nmae=x\nunknown flag: --nmae', 'console'),
    ],
    [
      'an event below its trigger',
      block('stripe trigger customer.created') + block('{"type": "customer.created"}', 'json'),
    ],
    ['other words below JSON', create + block('npm install')],
    [
      'a heading that names a tab',
      `${create}\n#### Example response\n\n${block('{"name": "Jo"}', 'json')}`,
    ],
    [
      'ids from jq',
      `${create + block('$ stripe customers list | jq -r .data[0].id\ncus_AAAAbbbb1111', 'console') + block('stripe customers retrieve cus_AAAAbbbb1111')}`,
    ],
  ])('not: %s', async (_name, text) => {
    expect(await findings(write('one.md', text))).toEqual([]);
  });

  test('a mistake in a command does not hide what stands behind it', async () => {
    const output = block('{ "id": "cus_AAAA1111", "name": "Jim", … }', 'json');
    const after = block('stripe customers retrieve cus_AAAA1111');
    const key = ['sk', 'live', '51HxTaQ2eZvKYlo2Cm9xRtYpLk'].join('_');
    for (const [command, code] of [
      ['stripe customer create --name=Jo', 'unknown-command'],
      ['stripe customers craete --name=Jo', 'unknown-command'],
      ['stripe customers create --nmae=Jo', 'unknown-flag'],
      ['stripe customers create --name=Jo -d account_balance=0', 'unknown-parameter'],
      [`stripe customers create --name=Jo --api-key=${key}`, 'live-key'],
    ] as const) {
      const told = await findings(write('one.md', block(command) + output + after));
      expect(told.map((each) => `${each.line} ${each.code}`)).toEqual([
        `2 ${code}`,
        '5 wrong-value',
      ]);
    }
    const half =
      block('stripe customers create --name=Jo') +
      block('{ "name": "Jim",\n "object" "x", "email": 1 }', 'json');
    expect(
      (await findings(write('one.md', half))).map(({ line, code }) => `${line} ${code}`),
    ).toEqual(['5 wrong-value', '6 broken-json']);
    const broken = block('stripe customers retrieve cus_x') + block('{ "id" 1 }', 'json');
    expect((await findings(write('one.md', broken))).map(({ code }) => code)).toEqual([
      'failed',
      'broken-json',
    ]);
  });

  test('in HTML and in MDX', async () => {
    const html =
      '<pre data-sandshell-id="a"><code>stripe customers create --nmae=Jo</code></pre>\n';
    expect(await findings(write('one.md', `Text.\n\n${html}`))).toMatchObject([
      { line: 3, code: 'unknown-flag' },
    ]);
    const jsx =
      '<CodeBlock>\n{`stripe custmers list`}\n</CodeBlock>\n\n<Code code="stripe gte /v1" />\n';
    expect(await findings(write('one.mdx', `import a from 'a'\n\n${jsx}`))).toMatchObject([
      { line: 4, code: 'unknown-command' },
      { line: 7, code: 'unknown-command' },
    ]);
    expect(await findings(write('one.mdx', 'Text.\n\n<Open>\n'))).toMatchObject([
      { line: 3, code: 'unreadable' },
    ]);
  });
});

describe('--update', () => {
  test('writes what is wrong, and leaves all else as it is', async () => {
    const { text } = plant(guide);
    const left = planted.filter(({ code }) => /^(wrong|missing|broken)/.test(code));
    const bad = left.reduce((before, { good, bad: worse }) => before.replace(good, worse), guide);
    const path = write('bad.md', bad);
    const now = '2026-01-31T12:00:00Z';
    const { status, printed } = await check('--update', '--now', now, path);
    expect([printed, status]).toEqual([
      `${path}: outputs were written anew.\n10 snippets in 1 file: all agree.\n`,
      0,
    ]);
    const mended = readFileSync(path, 'utf8');
    expect(mended.split('\n').slice(0, 46)).toEqual(
      guide
        .replace('1652283583', String(Date.parse(now) / 1000))
        .split('\n')
        .slice(0, 46),
    );
    expect(mended).toContain('>   "amount": 500,\n');
    expect(text).not.toBe(mended);
    expect(await check('--update', path)).toMatchObject({ status: 0 });
    expect(readFileSync(path, 'utf8')).toBe(mended);
  });

  test('never shows a failure where there was none', async () => {
    const bad = guide
      .replace('--limit=3', '--limit=three')
      .concat('\n```json\n{"data": []}\n```\n');
    const path = write('bad.md', bad);
    expect(await check('--update', path)).toMatchObject({ status: 1 });
    expect(readFileSync(path, 'utf8')).toBe(bad);
  });

  test('fills an empty output, with the document’s own line ends and ids', async () => {
    const text = [
      '1. ```stripe',
      '   stripe customers create --name=Jo',
      '   ```',
      '   ```json',
      '   { "id": "cus_AAAA1111", … }',
      '   ```',
      '2. ```stripe',
      '   stripe get /v1/customers/cus_AAAA1111',
      '   ```',
      '   ```json output',
      '   ```',
      '',
    ].join('\r\n');
    const path = write('empty.md', text);
    expect(await check('--update', path)).toMatchObject({ status: 0 });
    const mended = readFileSync(path, 'utf8');
    expect(mended).toContain('output\r\n   {\r\n     "id": "cus_AAAA1111",\r\n');
    expect(mended.replaceAll('\r\n', '')).not.toContain('\n');
    expect(await check(path)).toMatchObject({ status: 0 });
  });
});

test('--update writes into HTML, escaped', async () => {
  const html = (text: string): string =>
    `<pre><code>stripe products create --name='A &amp; &lt;B&gt;'</code></pre>\n\n<pre><code>\n${text}\n</code></pre>\n`;
  const path = write('html.md', html('{ "name": "A", // &lt;\n  "active": true }'));
  expect(await check('--update', path)).toMatchObject({ status: 0 });
  const mended = html('{ "name": "A &amp; &lt;B&gt;", // &lt;\n  "active": true }');
  expect(readFileSync(path, 'utf8')).toBe(mended);
  expect(await check(path)).toMatchObject({ status: 0 });
});

describe('formats', () => {
  const key = ['sk', 'live', '51HxTaQ2eZvKYlo2Cm9xRtYpLk'].join('_');
  const text = `A key ${key}.\n\n\`\`\`sh\nstripe customers create --name=a --x="${'%'},:\u0007"\nstripe customers retrieve sk_test_4eC39HqLyjWDarjtT1zdp7dc\n\`\`\`\n`;

  test.each(['text', 'json', 'junit', 'github'])('%s shows no key', async (format) => {
    const { printed, status } = await check('--format', format, write('one.md', text));
    expect(printed).not.toContain('51Hx');
    expect(printed).not.toContain('sk_test_4eC39Hq');
    expect(status).toBe(1);
  });

  test('junit is a suite for each document, and a failure for each finding', async () => {
    const [good, bad] = [write('good.md', 'Nothing.\n'), write('a&b.md', text)];
    const { printed } = await check('--format', 'junit', good, bad);
    const reader = new XMLParser({ attributeNamePrefix: '@', ignoreAttributes: false });
    const { testsuites } = reader.parse(printed) as Junit;
    expect(testsuites).toMatchObject({ '@tests': '4', '@failures': '3' });
    const [first, second] = testsuites.testsuite;
    expect(first).toMatchObject({ '@name': good, '@failures': '0' });
    expect(second).toMatchObject({ '@failures': '3' });
    expect(printed).toContain(`<testsuite name="${bad.replace('&', '&amp;')}"`);
    expect(printed).toContain('name="unknown-flag in line 4"');
  });

  test('github is one command for each finding, with its signs escaped', async () => {
    const { printed } = await check('--format', 'github', write('a,b.md', text));
    const commands = printed.trimEnd().split('\n').slice(0, -1);
    expect(commands).toHaveLength(3);
    expect(commands[0]).toMatch(/^::error file=.*a%2Cb\.md,line=1,col=7,title=live-key::.*%0A/);
  });
});

interface Junit {
  readonly testsuites: { readonly testsuite: readonly Readonly<Record<string, unknown>>[] };
}

describe('several documents', () => {
  test('are found in folders, each with a sandbox of its own, or all with one', async () => {
    write('site/a.md', '```sh\nstripe customers create\n```\n');
    write('site/deep/b.mdx', '```sh\nstripe customers retrieve {{CUSTOMER_ID}}\n```\n');
    write('site/node_modules/c.md', '`stripe nonsense`');
    write('site/d.txt', '`stripe nonsense`');
    const site = join(folder, 'site');
    const apart = await check(site);
    expect(apart.printed).toContain('b.mdx:2:27: nothing-to-fill');
    expect(apart.printed).toContain('2 snippets in 2 files: 1 finding.');
    expect(await check('--together', site)).toMatchObject({ status: 0 });
  });

  test('one that is not there is told, after the others were checked', async () => {
    const { status, printed, warned } = await check(
      join(folder, 'none.md'),
      write('good.md', guide),
    );
    expect(printed).toContain('10 snippets in 1 file');
    expect(warned).toMatch(/^Error: There is no .*none\.md\./);
    expect(status).toBe(2);
  });

  test('one in another encoding is left alone, and a byte order mark stays', async () => {
    const latin = join(folder, 'latin.md');
    writeFileSync(latin, Buffer.from('Gr\xfc\xdfe\n', 'latin1'));
    expect(await check(latin)).toMatchObject({
      status: 2,
      warned: `Error: ${latin} is no UTF-8 text.\n`,
    });
    const html =
      '<pre><code>stripe balance retrieve</code></pre>\n<pre><code>{"livemode": 1}</code></pre>\n';
    const marked = write('marked.md', `\ufeff${html}`);
    await check('--update', marked);
    expect(readFileSync(marked, 'utf8')).toBe(`\ufeff${html.replace('1}', 'false}')}`);
  });

  test.each([
    [[], 'check takes documents'],
    [['--format', 'xml', 'a.md'], '--format takes text, json, github, junit'],
    [['--now', 'soon', 'a.md'], '--now takes an instant'],
    [['--nonsense'], '--nonsense'],
  ])('misuse %j', async (words, message) => {
    await expect(check(...words)).rejects.toThrow(message);
  });
});

describe('of a command that follows what happens', () => {
  const noEvents = 'must specify events to forward using --events, --all-snapshot, or --all-thin';
  const forwarding = 'stripe listen --forward-to localhost:4242/webhook';
  const sh = (text: string): string => `\`\`\`sh\n${text}\n\`\`\`\n`;

  test.each([
    [forwarding, noEvents],
    [
      'stripe logs tail --filter-http-method PUT',
      'PUT is not an acceptable HTTP method (GET, POST, DELETE)',
    ],
    [
      'stripe listen --events-from nobody',
      `invalid --events-from value "nobody": must be one of '@self', '@accounts', or 'all'`,
    ],
  ])('what it refuses at the start is told: %s', async (line, message) => {
    const told = await findings(write('refused.md', sh(line)));
    expect(told).toEqual([expect.objectContaining({ code: 'failed', line: 2, message })]);
  });

  test.each([
    ['what it takes', sh(`${forwarding} --events customer.created`)],
    ['a word alone', sh('stripe listen')],
    ['what is not run', '```stripe off\n' + forwarding + '\n```\n'],
    ['a refusal that is shown', `${sh(forwarding)}\n\`\`\`text\n${noEvents}\n\`\`\`\n`],
  ])('nothing is told of %s', async (_, text) => {
    expect(await findings(write('taken.md', text))).toEqual([]);
  });
});
