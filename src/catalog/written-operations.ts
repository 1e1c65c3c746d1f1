// The written form of a resource's operations, as in `create list void_grant=P~void`: most do what
// their name says at the path that their words say, and only what differs is written out.

/** What one operation sends, and what it is answered with. */
export interface Leaf {
  /** The method's first letter and the path, as in `P/v1/customers`. */
  readonly request: string;
  /** The code of a type, as in `r:customer`. */
  readonly result: string;
}

/** What the operations of a resource have in common. */
interface Home {
  readonly path: string;
  /** In braces. */
  readonly id: string;
  readonly object: string;
}

/**
 * By their last word, in their order. `words` lead to the resource. In front may stand what is not
 * as usual: the path, the id in braces, `:` and the object.
 */
export function readOperations(text: string, words: readonly string[]): ReadonlyMap<string, Leaf> {
  let home = usualHome(words);
  const leaves = new Map<string, Leaf>();
  for (const token of text.split(' ')) {
    if (token.startsWith('/')) home = { ...home, path: token };
    else if (token.startsWith('{')) home = { ...home, id: token };
    else if (token.startsWith(':')) home = { ...home, object: token.slice(1) };
    else leaves.set(...readLeaf(token, home));
  }
  return leaves;
}

/** The shortest text that is read as these leaves. */
export function writeOperations(
  leaves: ReadonlyMap<string, Leaf>,
  words: readonly string[],
): string {
  const usual = usualHome(words);
  const texts = possibleHomes([...leaves.values()], usual).map((home) =>
    [
      ...changes(home, usual),
      ...[...leaves].map(([word, leaf]) => writeLeaf(word, leaf, home)),
    ].join(' '),
  );
  return texts.reduce((best, text) => (text.length < best.length ? text : best));
}

function usualHome(words: readonly string[]): Home {
  const own = words.filter((word) => word !== 'preview' && word !== 'test_helpers');
  const isV2 = own[0] === 'v2';
  const isHelper = words.includes('test_helpers');
  const start = isV2 ? [] : isHelper ? ['v1', 'test_helpers'] : ['v1'];
  const object = own.join('.').replace(/s$/, '');
  const id = isV2 ? '{id}' : `{${object.split('.').at(-1)}}`;
  return { path: `/${[...start, ...own].join('/')}`, id, object };
}

function usualLeaf(word: string, { path, id, object }: Home): Leaf {
  const one = `${path}/${id}`;
  const result = `r:${object}`;
  switch (word) {
    case 'create':
      return { request: `P${path}`, result };
    case 'list':
      return { request: `G${path}`, result: `l(${result})` };
    case 'search':
      return { request: `G${path}/search`, result: `q(${result})` };
    case 'retrieve':
      return { request: `G${one}`, result };
    case 'update':
      return { request: `P${one}`, result };
    case 'delete':
      return { request: `D${one}`, result: `-:${object}` };
    default:
      return { request: `P${one}/${word}`, result };
  }
}

/** `~` stands for the path of one object, `.` for that of all, `:` alone for the object. */
function readLeaf(token: string, home: Home): [word: string, leaf: Leaf] {
  const [word = '', request = '', result = ''] = token.split('=');
  const usual = usualLeaf(word, home);
  const path = request
    .slice(1)
    .replace(/^~/, () => `${home.path}/${home.id}/`)
    .replace(/^\./, () => home.path);
  return [
    word,
    {
      request: request === '' ? usual.request : request.charAt(0) + path,
      result: result === '' ? usual.result : result.replace(/:(?=[,)]|$)/g, `:${home.object}`),
    },
  ];
}

function writeLeaf(word: string, { request, result }: Leaf, home: Home): string {
  const usual = usualLeaf(word, home);
  const one = `${home.path}/${home.id}/`;
  let path = request.slice(1);
  if (path.startsWith(one)) path = `~${path.slice(one.length)}`;
  else if (path.startsWith(home.path)) path = `.${path.slice(home.path.length)}`;
  const parts = [
    word,
    request === usual.request ? '' : request.charAt(0) + path,
    result === usual.result ? '' : withoutObject(result, home),
  ];
  return parts.join('=').replace(/=+$/, '');
}

function withoutObject(result: string, { object }: Home): string {
  return result
    .split(`:${object}`)
    .reduce((text, rest) => `${text}:${/^([,)]|$)/.test(rest) ? '' : object}${rest}`);
}

function changes(home: Home, usual: Home): readonly string[] {
  return [
    ...(home.path === usual.path ? [] : [home.path]),
    ...(home.id === usual.id ? [] : [home.id]),
    ...(home.object === usual.object ? [] : [`:${home.object}`]),
  ];
}

/** The usual one first, then all that the leaves suggest. */
function possibleHomes(leaves: readonly Leaf[], usual: Home): readonly Home[] {
  const requests = leaves.map(({ request }) => request.slice(1));
  const paths = requests.flatMap((path) => [path, path.replace(/\/\{\w+\}(\/\w+)?$/, '')]);
  const ids = requests.flatMap((path) => path.match(/\{\w+\}/g) ?? []);
  const objects = leaves.flatMap(({ result }) => [...result.matchAll(/:([\w.]+)/g)]);
  const possible = <T>(first: T, others: readonly T[]): readonly T[] => [
    ...new Set([first, ...others]),
  ];
  return possible(usual.path, paths).flatMap((path) =>
    possible(usual.id, ids).flatMap((id) =>
      possible(
        usual.object,
        objects.map(([, object = '']) => object),
      ).map((object) => ({ path, id, object })),
    ),
  );
}
