// Lists and searches of a sandbox that visitors share: each sees what is theirs, and what is for all.

import type { Catalog } from '../catalog/catalog.ts';
import { ApiError } from '../wire/api-error.ts';
import { type Answer, isOk } from './answer.ts';
import type { Forward, ProxyCall } from './call.ts';
import { shared, sharedKinds, type Owners, type Seen } from './owners.ts';
import { tagName } from './tag-name.ts';
import { endOf, type Visitor } from './visitor-tokens.ts';

interface Place {
  readonly forward: Forward;
  readonly catalog: Catalog;
  readonly owners: Owners;
  readonly lifetimeSeconds: number;
}

interface Page {
  readonly data: readonly Seen[];
  readonly has_more: boolean;
}

const usualLimit = 10;
const pageLimit = 100;
/** Of one list that is asked for: more would be slow, and cost everybody's share. */
const pagesMax = 5;
/** Clocks of machines differ. */
const slackSeconds = 300;

export async function readList(call: ProxyCall, visitor: Visitor, place: Place): Promise<Answer> {
  const query = new URLSearchParams(call.query);
  if (call.operation.route.verb === 'search') return search(call, query, visitor, place);
  const asked = query.get('limit') ?? String(usualLimit);
  const isNumber = /^-?\d+$/.test(asked);
  if (!isNumber) {
    // Stripe's own words for what is no limit. A list in its place is everybody's.
    const answer = await place.forward(call);
    if (!isOk(answer)) return answer;
  }
  const limit = isNumber ? Math.min(Math.max(Number(asked), 1), pageLimit) : usualLimit;
  boundByTime(call, query, visitor, place);
  const isBackwards = query.has('ending_before');
  const cursor = isBackwards ? 'ending_before' : 'starting_after';

  const found: Seen[] = [];
  for (let pages = 1; ; pages += 1) {
    query.set('limit', String(pageLimit));
    const answer = await place.forward({ ...call, query: query.toString() });
    if (!isOk(answer)) return answer;
    const page = JSON.parse(answer.body) as Page;
    const own = await ownOf(page.data, call, visitor, place);
    if (isBackwards) found.unshift(...own);
    else found.push(...own);
    const isEnough = found.length > limit || pages === pagesMax;
    const next = isBackwards ? page.data[0] : page.data.at(-1);
    if (!isEnough && page.has_more && typeof next?.['id'] === 'string') {
      query.set(cursor, next['id']);
      continue;
    }
    const data = isBackwards ? found.slice(-limit) : found.slice(0, limit);
    // An empty page that promises more would lead nowhere.
    const hasMore = found.length > limit || (page.has_more && data.length > 0);
    return withBody(answer, { ...page, data, has_more: hasMore });
  }
}

/** Nothing of the visitor's is older than the visit. */
function boundByTime(
  { operation }: ProxyCall,
  query: URLSearchParams,
  { tag }: Visitor,
  { catalog, lifetimeSeconds }: Place,
): void {
  const { route } = operation;
  const kind = /\/(\w+?)s$/.exec(route.path)?.[1] ?? '';
  const isAsked = [...query.keys()].some((name) => name.startsWith('created'));
  if (isAsked || sharedKinds.has(kind) || !catalog.params(route).has('created')) return;
  query.set('created[gte]', String(endOf(tag) - lifetimeSeconds - slackSeconds));
}

async function ownOf(
  objects: readonly Seen[],
  call: ProxyCall,
  { tag }: Visitor,
  { owners }: Place,
): Promise<Seen[]> {
  const own: Seen[] = [];
  // One after the other: several of one customer are looked up once.
  for (const object of objects) {
    const owner = await owners.of(object, call);
    if (owner === tag || owner === shared) own.push(object);
  }
  return own;
}

/** Filtered here too: whatever the query says, nothing else comes through. */
async function search(
  call: ProxyCall,
  query: URLSearchParams,
  visitor: Visitor,
  place: Place,
): Promise<Answer> {
  const text = query.get('query') ?? '';
  if (/\sOR\s/i.test(text)) {
    const message = 'Through this proxy a search cannot have OR: make one for each side.';
    throw new ApiError(message, { param: 'query' });
  }
  const own = `metadata['${tagName}']:'${visitor.tag}'`;
  query.set('query', text.trim() === '' ? own : `${text} AND ${own}`);
  const answer = await place.forward({ ...call, query: query.toString() });
  if (!isOk(answer)) return answer;
  const page = JSON.parse(answer.body) as Page;
  return withBody(answer, { ...page, data: await ownOf(page.data, call, visitor, place) });
}

function withBody(answer: Answer, body: object): Answer {
  return { ...answer, body: `${JSON.stringify(body, undefined, 2)}\n` };
}
