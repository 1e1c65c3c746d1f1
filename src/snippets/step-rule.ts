// When a step of a guide is done: read from the last command of its snippet, and looked up in what the
// sandbox holds. Pure.

import { wordsOf } from './words.ts';

export type StepRule =
  /** An object whose fields have these values, or an event about one. */
  | { readonly type: 'object'; readonly kind: string; readonly fields: readonly Field[] }
  /** An event about an object of `kind`, or of any; its type ends in one of `endings`. */
  | { readonly type: 'event'; readonly kind?: string; readonly endings: readonly string[] }
  /** A line of this shape has been run. */
  | { readonly type: 'run'; readonly shape: string }
  | { readonly type: 'off' };

export interface Field {
  /** As in `['metadata', 'order']`. */
  readonly path: readonly string[];
  readonly value: string;
}

/** By kind, as `customer` or `event`: the objects of one account. */
export type HeldRecords = Readonly<
  Record<string, readonly { readonly version: Readonly<Record<string, unknown>> }[]>
>;

/** What an event of a verb's doing is called, where its object alone does not tell. */
const endingsOfVerb: Readonly<Record<string, readonly string[]>> = {
  accept: ['.accepted'],
  approve: ['.approved'],
  attach: ['.attached'],
  cancel: ['.canceled', '.deleted'],
  capture: ['.captured', '.succeeded'],
  close: ['.closed'],
  confirm: ['.succeeded', '.processing', '.requires_action', '.amount_capturable_updated'],
  delete: ['.deleted'],
  detach: ['.detached'],
  expire: ['.expired'],
  finalize_invoice: ['.finalized'],
  finalize_quote: ['.finalized'],
  mark_uncollectible: ['.marked_uncollectible'],
  pay: ['.paid', '.payment_succeeded'],
  resume: ['.resumed'],
  send_invoice: ['.sent'],
  void_invoice: ['.voided'],
};

/** `override` is `data-sandshell-done`. */
export function readRule(command: string, override?: string): StepRule {
  const line = wordsOf(command);
  const run = { type: 'run', shape: shapeOf(command) } as const;
  if (override === 'off') return { type: 'off' };
  if (override === 'run') return run;
  if (override) return { type: 'event', endings: [override] };
  const [, ...words] = line.words;
  if (words[0] === 'trigger' && words[1]) return { type: 'event', endings: [words[1]] };
  const asked = operationOf(words);
  const endings = Object.hasOwn(endingsOfVerb, asked.verb) ? endingsOfVerb[asked.verb] : undefined;
  if (!line.isSimple || !asked.kind) return run;
  if (endings) return { type: 'event', kind: asked.kind, endings };
  const fields = line.flags.flatMap(([name, value]) => readField(name, value));
  const isDone = asked.verb === 'create' || (asked.verb === 'update' && fields.length > 0);
  return isDone ? { type: 'object', kind: asked.kind, fields } : run;
}

/** Two lines of one shape do the same: any id, any key, and flags in any order. */
export function shapeOf(command: string): string {
  const { words, flags } = wordsOf(command);
  const told = flags
    .filter(([name]) => name !== 'api-key')
    .map(([name, value]) => `${name}=${wild(value)}`)
    .sort();
  return [...words.map(wild), ...told].join(' ');
}

/** The test key that the line names. */
export function keyIn(command: string): string | undefined {
  return wordsOf(command).flags.find(([name]) => name === 'api-key')?.[1];
}

/** False for rules that the sandbox cannot answer. `isNow`: what is gone since does not count. */
export function isHeld(rule: StepRule, records: HeldRecords, { isNow = false } = {}): boolean {
  const events = (records['event'] ?? []).map(({ version }) => version);
  if (rule.type === 'event') {
    return events.some(
      (event) =>
        rule.endings.some((ending) => endsIn(String(event['type']), ending)) &&
        (rule.kind === undefined || objectOf(event)['object'] === rule.kind),
    );
  }
  if (rule.type !== 'object') return false;
  const held = (records[rule.kind] ?? []).map(({ version }) => version);
  const told = isNow ? [] : events.map(objectOf).filter(({ object }) => object === rule.kind);
  return [...held, ...told].some((object) => rule.fields.every((field) => hasValue(object, field)));
}

interface Operation {
  /** As in `customer` or `checkout.session`; '' where the line names none. */
  readonly kind: string;
  readonly verb: string;
}

/** Of `customers create`, `checkout sessions create`, `post /v1/customers/cus_1`. */
function operationOf(words: readonly string[]): Operation {
  const [first = '', second = ''] = words;
  if (first === 'post' || first === 'delete') return operationOfPath(first, second);
  const named = words.filter((word) => !isId(word));
  const verb = named.at(-1) ?? '';
  return { kind: kindOf(named.slice(0, -1)), verb };
}

function operationOfPath(method: string, path: string): Operation {
  const parts = path.split('/').filter((part) => part && part !== 'v1');
  const names = parts.filter((part) => !isId(part));
  const last = names.at(-1) ?? '';
  if (method === 'delete') return { kind: kindOf(names), verb: 'delete' };
  if (Object.hasOwn(endingsOfVerb, last)) return { kind: kindOf(names.slice(0, -1)), verb: last };
  return { kind: kindOf(names), verb: parts.length > names.length ? 'update' : 'create' };
}

/** Of `['checkout', 'sessions']`; the API names its objects by the singular. */
function kindOf(names: readonly string[]): string {
  return names
    .join('.')
    .replace(/ies$/, 'y')
    .replace(/(x|ch|sh|ss)es$/, '$1')
    .replace(/s$/, '');
}

/** None for what cannot be compared: ids differ, and an empty value clears. */
function readField(name: string, value: string): readonly Field[] {
  const isData = name === 'data' || name === 'd';
  const written = isData ? value : `${name.replaceAll('-', '_')}=${value}`;
  const { path = '', text = '' } = /^(?<path>[^=]+)=(?<text>[^]*)$/.exec(written)?.groups ?? {};
  if (!path || !text || isId(text)) return [];
  return [{ path: path.split(/[.[\]]+/).filter(Boolean), value: text }];
}

/** What is no plain field of the object is not compared, but in metadata everything is. */
function hasValue(object: Readonly<Record<string, unknown>>, { path, value }: Field): boolean {
  let found: unknown = object;
  for (const name of path) {
    if (found === null) return false;
    if (typeof found !== 'object' || !Object.hasOwn(found, name)) return path[0] !== 'metadata';
    found = (found as Record<string, unknown>)[name];
  }
  return (typeof found === 'object' && found !== null) || String(found) === value;
}

function objectOf(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { data } = event as { data?: { object?: Record<string, unknown> } };
  return data?.object ?? {};
}

/** `invoice.paid` whole, or `.paid` at the end. */
function endsIn(type: string, ending: string): boolean {
  return ending.startsWith('.') ? type.endsWith(ending) : type === ending;
}

/** A placeholder, `cus_NffrFeUfNV2Hib`, or `pm_card_visa`. */
function isId(text: string): boolean {
  return /^(\{\{.*\}\}|[a-z]{2,7}_\w*[A-Z0-9]\w*|(pm|tok|ba|btok|src)_\w+)$/.test(text);
}

function wild(text: string): string {
  return text
    .split('/')
    .map((part) => (isId(part) ? '*' : part))
    .join('/');
}
