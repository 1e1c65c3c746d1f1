// A curl command for Stripe's API, as guides show it, as the `stripe` command that sends the same.

type Pair = readonly [string, string];

interface CurlRequest {
  method: string | undefined;
  /** Undefined until it was met. */
  address: string | undefined;
  /** With `-d ""` too, as guides write it where there is nothing to send. */
  hasBody: boolean;
  /** `-G`: what would be a body goes into the query. */
  isQuery: boolean;
  readonly fields: Pair[];
  /** Flags of the CLI for headers. */
  readonly flags: Pair[];
}

/**
 * `words` are those behind `curl`. The key is left out, as the shell has its own. Undefined where it
 * goes elsewhere, or says what no such command can.
 */
export function meantByCurl(words: readonly string[]): string | undefined {
  const request = readCurl(words);
  if (!request) return undefined;
  const { fields, flags, hasBody, isQuery } = request;
  const [, path, query = ''] = address.exec(request.address ?? '') ?? [];
  const method = request.method ?? (hasBody && !isQuery ? 'POST' : 'GET');
  if (path === undefined || !/^(GET|POST|DELETE)$/.test(method)) return undefined;
  return [
    'stripe',
    method.toLowerCase(),
    quoted(path),
    // The CLI sends no query of the path.
    ...[...new URLSearchParams(query), ...fields].flatMap(([name, value]) => [
      '-d',
      quoted(`${name}=${value}`),
    ]),
    ...flags.flatMap(([name, value]) => [name, quoted(value)]),
  ].join(' ');
}

const address = /^(?:https:\/\/)?api\.stripe\.com(\/v[12]\/[^?#]+)\??([^#]*)/;

function readCurl(words: readonly string[]): CurlRequest | undefined {
  const request: CurlRequest = {
    method: undefined,
    address: undefined,
    hasBody: false,
    isQuery: false,
    fields: [],
    flags: [],
  };
  const rest = words.flatMap(parted);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) {
      if (!takeAddress(word, request)) return undefined;
    } else if (plainFlag.test(word)) {
      request.isQuery ||= /^(-\w*G|--get$)/.test(word);
    } else {
      const take = takers.find(({ flag }) => flag.test(word))?.take;
      const value = rest.shift();
      if (!take || value === undefined || !take(value, request)) return undefined;
    }
  }
  return request;
}

/** They take no value, and change nothing of what is sent but for `-G`. */
const plainFlag =
  /^(-[fgGikLsSv]+|--(compressed|fail|get|globoff|include|insecure|location|silent|show-error|verbose))$/;

/** `-dname=x` and `--data=name=x` as two words. */
function parted(word: string): readonly string[] {
  const [, flag, value] = /^(-[dHuX]|--[a-z-]+(?==))=?(.+)$/s.exec(word) ?? [];
  return flag !== undefined && value !== undefined ? [flag, value] : [word];
}

/** Each says whether it understands the value. */
const takers: readonly {
  readonly flag: RegExp;
  readonly take: (value: string, request: CurlRequest) => boolean;
}[] = [
  { flag: /^(-u|--user)$/, take: () => true },
  { flag: /^--url$/, take: takeAddress },
  { flag: /^(-X|--request)$/, take: (value, request) => Boolean((request.method = value)) },
  { flag: /^(-H|--header)$/, take: takeHeader },
  { flag: /^--data-urlencode$/, take: takeField },
  { flag: /^(-d|--data(-raw|-ascii|-binary)?)$/, take: takeForm },
];

const headers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'stripe-version': '--stripe-version',
    'stripe-account': '--stripe-account',
    'idempotency-key': '--idempotency',
  }),
);

/** One command sends one request. */
function takeAddress(value: string, request: CurlRequest): boolean {
  const isFirst = request.address === undefined;
  request.address = value;
  return isFirst;
}

function takeHeader(value: string, { flags }: CurlRequest): boolean {
  const [, name = '', text = ''] = /^([\w-]+):\s*(.*)$/.exec(value) ?? [];
  const flag = headers.get(name.toLowerCase());
  if (flag) flags.push([flag, text]);
  return flag !== undefined || /^(authorization|content-type|accept)$/i.test(name);
}

function takeField(value: string, request: CurlRequest): boolean {
  const [, name, text = ''] = /^([^=@]+)=(.*)$/s.exec(value) ?? [];
  if (name === undefined) return false;
  request.fields.push([name, text]);
  request.hasBody = true;
  return true;
}

/** Neither a file nor JSON. */
function takeForm(value: string, request: CurlRequest): boolean {
  if (/^\s*[@{[]/.test(value)) return false;
  request.fields.push(...new URLSearchParams(value));
  request.hasBody = true;
  return true;
}

function quoted(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (!/["$`\\!]/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
