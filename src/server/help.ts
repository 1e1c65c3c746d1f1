// What `sandshell --help` says of all parts, and `sandshell PART --help` of one.

interface PartHelp {
  /** Behind `sandshell`, and broken where it is long. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: readonly (readonly [flag: string, meaning: string])[];
  readonly examples: readonly string[];
}

const seed = [
  '--seed TEXT',
  'The same text gives the same ids. "shop", "saas" and "marketplace" begin with objects.',
] as const;
const now = ['--now ISO-8601', 'The clock stands still at this time.'] as const;
const host = ['--host 127.0.0.1', 'The address to listen on.'] as const;

const parts: Readonly<Record<string, PartHelp>> = {
  serve: {
    usage: `serve [--port 4242] [--host 127.0.0.1] [--socket PATH] [--seed TEXT]
                  [--now ISO-8601] [--data FILE]`,
    summary: 'Answers the Stripe API over HTTP, from a sandbox.',
    flags: [
      ['--port 4242', 'The port to listen on; 0 for any that is free.'],
      host,
      ['--socket PATH', 'Listens on this unix socket too.'],
      [
        '--data FILE',
        'Keeps all objects in this file, for the next start. Without it they end here.',
      ],
      seed,
      now,
    ],
    examples: [
      'sandshell serve --data sandbox.db',
      'stripe --api-base http://127.0.0.1:4242 customers list',
    ],
  },
  run: {
    usage: 'run [--api-base URL] [--seed TEXT] [--now ISO-8601] [--color on|off] [LINE]',
    summary:
      "Runs a command line, such as 'stripe customers list', or the lines of standard input.",
    flags: [
      ['--api-base URL', 'Asks a sandbox that is served, in the place of one of its own.'],
      seed,
      now,
      ['--color on|off', 'Colours in the output.'],
    ],
    examples: [`sandshell run 'stripe customers create --name "Jenny Rosen" | jq .id'`],
  },
  complete: {
    usage: 'complete LINE',
    summary: 'Tells how the line can go on: candidate, tab, description.',
    flags: [],
    examples: ["sandshell complete 'stripe customers cr'"],
  },
  check: {
    usage: `check [--update] [--format text|json|junit|github] [--seed TEXT]
                  [--now ISO-8601] [--together] FILE.md|FOLDER …`,
    summary: 'Runs the snippets of documents and compares with the outputs that they show.',
    flags: [
      ['--update', 'Writes outputs that differ anew, in place.'],
      ['--format text|json|junit|github', 'How findings are told.'],
      ['--together', 'All documents share one sandbox, in the order given.'],
      seed,
      now,
    ],
    examples: ['sandshell check --format github docs README.md'],
  },
  proxy: {
    usage:
      'proxy [--port 8787] [--host 127.0.0.1] [--upstream URL] [--origin URL]… [--allow PATTERN]…',
    summary: 'Passes requests on to a Stripe sandbox, with the key in SANDSHELL_KEY.',
    flags: [
      ['--port 8787', 'The port to listen on.'],
      host,
      ['--upstream URL', 'Where Stripe is: https://api.stripe.com where nothing is said.'],
      ['--origin URL', 'A page that may ask. May be repeated.'],
      ['--allow PATTERN', 'Operations, as customers.* or default, a safe set. May be repeated.'],
    ],
    examples: ['SANDSHELL_KEY=rk_test_… sandshell proxy --origin https://docs.example.com'],
  },
  page: {
    usage: 'page [--port 4173] [--host 127.0.0.1]',
    summary: 'Serves the demo page.',
    flags: [['--port 4173', 'The port to listen on; PORT says it too.'], host],
    examples: ['sandshell page'],
  },
};

/** Of the part, or of all where `name` is none. */
export function helpOf(name: string | undefined): string {
  const part = name !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined;
  return part ? helpOfPart(part) : helpOfAll();
}

/** As in `serve --help`, for whoever has called that part wrongly. */
export function helpWords(name: string): string {
  return Object.hasOwn(parts, name) ? `${name} --help` : '--help';
}

function helpOfAll(): string {
  const rows = Object.values(parts).map(
    ({ usage, summary }) => `  sandshell ${usage}\n      ${summary}\n`,
  );
  return `Sandshell: a shell for Stripe commands, with a sandbox that needs no network.

Usage:
${rows.join('')}
  --help, --version
  "sandshell serve --help" tells what its flags mean; so with the others.
`;
}

function helpOfPart({ usage, summary, flags, examples }: PartHelp): string {
  const width = Math.max(...flags.map(([flag]) => flag.length));
  const rows = flags.map(([flag, meaning]) => `  ${flag.padEnd(width)}  ${meaning}\n`);
  const told = flags.length > 0 ? `\nFlags:\n${rows.join('')}` : '';
  const lines = examples.map((line) => `  ${line}\n`);
  return `${summary}\n\nUsage:\n  sandshell ${usage}\n${told}\nExamples:\n${lines.join('')}`;
}
