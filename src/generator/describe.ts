// Joins the packages' operations with the CLI's commands into one description of the API.

import type { Method, Route } from '../catalog/catalog.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';
import { exceptions, retold, undocumented } from './exceptions.ts';
import { templateKey, type PackageOperation } from './operations.ts';
import type { CommandFacts, Overlay } from './overlay.ts';
import type { Package } from './package.ts';
import { correctParams } from './params.ts';
import { usualComments, type UsualComments } from './usual-comments.ts';

export interface DescribedRoute extends Route {
  /** Method and path template, as in `POST /v1/customers/{}`. Preview routes may share it. */
  readonly key: string;
  readonly params: Fields;
  readonly facts: CommandFacts | undefined;
  readonly comment: string;
}

export interface DescribedCommand {
  readonly words: readonly string[];
  readonly route: DescribedRoute;
  readonly facts: CommandFacts;
}

export interface Description {
  readonly overlay: Overlay;
  readonly routes: readonly DescribedRoute[];
  readonly commands: readonly DescribedCommand[];
  readonly shapes: ReadonlyMap<string, Fields>;
  /** What the declarations say beside a field, whole. */
  readonly comments: ReadonlyMap<Field, string>;
  readonly usual: UsualComments;
  /** Commands that join with no operation. */
  readonly strays: readonly string[];
}

export interface Sources {
  readonly stable: Package;
  readonly preview: Package;
  readonly overlay: Overlay;
}

export function describe({ stable, preview, overlay }: Sources): Description {
  const comments = new Map([...stable.reading.comments, ...preview.reading.comments]);
  const routes = new Map<string, DescribedRoute>();
  const commands: DescribedCommand[] = [];
  const strays: string[] = [];
  const operations = { stable: byKey(stable.operations), preview: byKey(preview.operations) };
  const names = namesByRequest(overlay);

  for (const [text, facts] of Object.entries(overlay.commands)) {
    const words = text.split(' ');
    const isPreview = words[0] === 'preview';
    const key = templateKey(facts.request);
    const id = routeId(key, isPreview);
    const operation = operations[isPreview ? 'preview' : 'stable'].get(key);
    const route =
      routes.get(id) ??
      routeOf({ key, isPreview, operation, facts, verbs: names.get(id) ?? [], comments });
    if (!route) strays.push(text);
    else {
      routes.set(id, route);
      commands.push({ words, route, facts });
    }
  }
  for (const [key, operation] of operations.stable) {
    // Of OAuth's own host, which is none of the API.
    if (!operation.path.startsWith('/v')) continue;
    const route = routeOf({
      key,
      isPreview: false,
      operation,
      facts: undefined,
      verbs: [],
      comments,
    });
    if (route && !routes.has(key)) routes.set(key, { ...route, ...retold.get(key) });
  }
  for (const { request, like = '', ...own } of undocumented) {
    const [method = '', path = ''] = request.split(' ');
    const key = templateKey(request);
    const params = routes.get(like)?.params ?? own.params;
    const route = { ...own, params, key, method: method as Method, path, isPreview: false };
    routes.set(key, { ...route, facts: undefined, comment: '' });
  }
  const shapes = new Map([...preview.reading.shapes, ...stable.reading.shapes]);
  const usual = usualComments([stable.reading, preview.reading]);
  return { overlay, routes: [...routes.values()], commands, shapes, comments, usual, strays };
}

export function routeId(key: string, isPreview: boolean): string {
  return isPreview ? `preview ${key}` : key;
}

function byKey(operations: readonly PackageOperation[]): Map<string, PackageOperation> {
  return new Map(
    operations.map((operation) => [
      `${operation.method} ${templateKey(operation.path)}`,
      operation,
    ]),
  );
}

/** The last words of all commands that name one request. */
function namesByRequest({ commands }: Overlay): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [text, { request }] of Object.entries(commands)) {
    const id = routeId(templateKey(request), text.startsWith('preview '));
    const known = names.get(id) ?? [];
    names.set(id, [...known, text.split(' ').at(-1) ?? '']);
  }
  return names;
}

interface RouteSource {
  readonly key: string;
  readonly isPreview: boolean;
  readonly operation: PackageOperation | undefined;
  readonly facts: CommandFacts | undefined;
  readonly verbs: readonly string[];
  readonly comments: Map<Field, string>;
}

function routeOf(source: RouteSource): DescribedRoute | undefined {
  const { key, isPreview, operation, facts, comments } = source;
  const { params, result } = operation ?? exceptions.get(key) ?? {};
  if (!params || !result) return undefined;
  const [method = '', path = ''] = (
    facts?.request ?? `${operation?.method} ${operation?.path}`
  ).split(' ');
  const own = new Map([...params].filter(([name]) => name !== 'expand'));
  return {
    key,
    method: method as Method,
    path,
    verb: verbOf(source, result),
    result,
    isPreview,
    params: facts ? correctParams(own, facts, comments) : own,
    facts,
    comment: operation?.comment ?? '',
  };
}

const plainVerbs = ['create', 'retrieve', 'update', 'delete', 'list', 'search'];

/**
 * What the operation does: a plain verb where it can be told, else the last word of its command.
 */
function verbOf({ verbs, operation }: RouteSource, result: Type): string {
  if (result.type === 'list') return 'list';
  if (result.type === 'search') return 'search';
  const known = verbs.find((verb) => plainVerbs.includes(verb)) ?? verbs[0];
  if (known) return known;
  const name = (operation?.methodName ?? '').replace(/^del$/, 'delete');
  const plain = plainVerbs.find((verb) => new RegExp(`^${verb}([A-Z]|$)`).test(name));
  return plain ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
