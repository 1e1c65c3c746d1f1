import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkDocument, type CheckedDocument } from '../../src/documents/check-document.ts';
import { readShownJson } from '../../src/documents/expected-json.ts';
import { spanLine } from '../../src/documents/span-line.ts';
import { stepsIn } from '../../src/documents/steps.ts';
import { stages } from '../../src/server/check-stage.ts';

const guide = readFileSync(new URL('taking-a-payment.md', import.meta.url), 'utf8');
const open = await stages();
const options = { seed: 'any', nowMs: Date.parse('2026-01-31T12:00:00Z'), folder: '.' };

function check(text: string, isUpdate = false, isMdx = false): Promise<CheckedDocument> {
  return checkDocument(text, () => open(options), { isMdx, isUpdate });
}

const pieces = fc.constantFrom(
  ...[
    '\n',
    '\n\n',
    ' ',
    '   ',
    '\t',
    '> ',
    '1. ',
    '- ',
    '# ',
    '```',
    '~~~~',
    '`',
    '<pre>',
    '<code>',
  ],
  ...[
    '</code></pre>',
    '<!--',
    '-->',
    '{{',
    '}}',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ',',
    ':',
    '…',
    '...',
  ],
  ...[
    'stripe ',
    '$ ',
    'json',
    'output',
    ' off',
    ' id=a',
    ' after=a',
    '\\',
    '<<EOF',
    '&amp;',
    '&#x110000;',
    '&constructor;',
  ],
  ...[
    'customers',
    'create',
    '--name=',
    'list',
    '| jq',
    '//',
    '/*',
    'null',
    '1',
    '\r\n',
    '\r',
    '\u0000',
    '\ud800',
  ],
);
const anyText = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('any text', () => {
  test('is checked, as Markdown and as MDX, and told of in its own lines', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.boolean(), async (text, isMdx) => {
        const lines = text.split(/\r\n|\n|\r/).length;
        const { findings } = await check(text, false, isMdx);
        for (const { line, column } of findings) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('as deep as it may be', async () => {
    const deep = '['.repeat(20_000);
    const block = `\`\`\`sh\nstripe customers list\n\`\`\`\n\`\`\`json\n${deep}\n\`\`\`\n`;
    const { findings } = await check(block);
    expect(findings.map(({ code }) => code)).toEqual(['broken-json']);
    expect((await check('> '.repeat(1_000))).snippets).toBe(0);
  });

  test('is cut into commands and what is shown below them, each where it stands', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.replace(/\r\n?/g, '\n').split('\n');
        let free = 0;
        for (const { command, line, shown } of stepsIn(lines.join('\n'))) {
          expect(line).toBeGreaterThanOrEqual(free);
          free = line + command.split('\n').length;
          expect(lines.slice(line, free).join('\n')).toContain(command);
          if (shown === undefined) continue;
          expect(shown.line).toBeGreaterThanOrEqual(free);
          free = shown.line + shown.lineCount;
          expect(shown.text).toBe(lines.slice(shown.line, free).join('\n'));
        }
      }),
      { numRuns: 2_000, examples: [['# \n$ '], ['# stripe\n$ stripe help\nout']] },
    );
  });

  test('of JSON that is whole is read as what it is', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (json, indent) => {
        const value: unknown = JSON.parse(json);
        fc.pre(!/"(…|\.\.\.)"/.test(JSON.stringify(value)));
        const read = readShownJson(JSON.stringify(value, null, indent));
        expect(read.type === 'read' && valueOf(read.root)).toEqual(value);
      }),
    );
  });
});

type Root = Extract<ReturnType<typeof readShownJson>, { type: 'read' }>['root'];

function valueOf(shown: Root): unknown {
  if (shown.type === 'any') return '…';
  if (shown.type === 'scalar') return shown.value;
  if (shown.type === 'array') return shown.elements.map((element) => valueOf(element));
  return Object.fromEntries(shown.members.map(({ name, value }) => [name, valueOf(value)]));
}

/** The lines of the guide that show an output, but for those that steps further down rely on. */
const shownLines = guide
  .split('\n')
  .flatMap((line, index) =>
    /": |^\w+ing|^succ/.test(line) && !/"id"|"error"/.test(line) ? [index] : [],
  );

const worsened = fc
  .array(
    fc.record({
      at: fc.constantFrom(...shownLines),
      how: fc.constantFrom('gone', 'null', 'text', 'key', 'twice', 'comment', 'broken', 'gap'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((mistakes) => {
    const lines = guide.split('\n');
    for (const { at, how } of mistakes) lines[at] = worse(lines[at] ?? '', how);
    return lines.filter((line) => line !== 'GONE').join('\n');
  });

function worse(line: string, how: string): string {
  if (how === 'gone') return 'GONE';
  if (how === 'null') return line.replace(/: [^,{[]+/, ': null');
  if (how === 'text') return line.replace(/: [^,{[]+/, ': "wrong"');
  if (how === 'key') return line.replace(/"(\w+)":/, '"no_$1":');
  if (how === 'twice') return `${line}\n${line}`;
  if (how === 'comment') return `${line} // a note`;
  if (how === 'broken') return line.replace(':', '');
  return line.replace(/\S.*/, '…');
}

/** One after the other, each on what those before it have made. */
const many = `customers create --name=Jo --email=jo@example.com
products create --name=Mug
prices create --product={{PRODUCT_ID}} --unit-amount=2000 --currency=usd -d "recurring[interval]=month"
payment_methods attach pm_card_visa --customer={{CUSTOMER_ID}}
customers update {{CUSTOMER_ID}} -d "invoice_settings[default_payment_method]={{PAYMENT_METHOD_ID}}"
subscriptions create --customer={{CUSTOMER_ID}} -d "items[0][price]={{PRICE_ID}}"
invoices retrieve {{INVOICE_ID}}
charges retrieve {{CHARGE_ID}}
refunds create --charge={{CHARGE_ID}} --amount=100
setup_intents create --customer={{CUSTOMER_ID}}
payment_links create -d "line_items[0][price]={{PRICE_ID}}" -d "line_items[0][quantity]=1"
coupons create --percent-off=25 --duration=once
accounts create --type=express
balance_transactions list --limit=2 | jq .data[0]
test_helpers test_clocks create --frozen-time=1893456000
events list --limit=3
trigger payment_intent.succeeded
customers list --limit=1 | jq -r '.data[0].id'`
  .split('\n')
  .map((command) => `\`\`\`sh\nstripe ${command}\n\`\`\`\n\n\`\`\`output\n\`\`\`\n`)
  .join('\n')
  .replaceAll('```output', '```text output');

test('an output that one sandbox gave agrees with that of any other', async () => {
  const { text } = await check(many, true);
  expect(text).toContain('"object": "subscription"');
  for (const [seed, now] of [
    ['another', '2028-07-21T15:31:17Z'],
    ['shop', '2026-03-01T00:00:00Z'],
  ] as const) {
    const elsewhere = { seed, nowMs: Date.parse(now), folder: '.' };
    const isOther = { isMdx: false, isUpdate: false };
    const { findings } = await checkDocument(text, () => open(elsewhere), isOther);
    expect(findings.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  }
});

describe('an update', () => {
  test('makes outputs agree, whatever was wrong with them, and changes nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(worsened, async (text) => {
        const { text: mended } = await check(text, true);
        expect(await check(mended, true)).toMatchObject({ findings: [], text: mended });
      }),
      { numRuns: Number(process.env['CHECK_RUNS'] ?? 12) },
    );
  });

  test('leaves what agrees to the byte', async () => {
    expect((await check(guide, true)).text).toBe(guide);
    const windows = guide.replaceAll('\n', '\r\n');
    expect(await check(windows, true)).toMatchObject({ text: windows, findings: [] });
  });
});

test.each([
  ['stripe customers list', 'stripe customers list'],
  ['$ stripe customers  list', 'stripe customers list'],
  ['stripe customers update <id> [--name NAME] …', 'stripe customers update X'],
  ['stripe get /v1/customers/{{CUSTOMER_ID}}', 'stripe get /v1/customers/X'],
  ['stripe …', undefined],
  ['stripe --api-base http://127.0.0.1:4242 …', undefined],
  ['stripe customers list --limit 3 …', 'stripe customers list --limit 3'],
  ['stripe RESOURCE create', undefined],
  ['stripe', undefined],
  ['stripe-mock run', undefined],
])('of %j in a sentence %j is looked at', (text, line) => {
  expect(spanLine(text)).toBe(line);
});
