// Writes the parts of the schema: parameters of routes, and the shapes of what they answer with.

import type { PartFile, WrittenProse, ProseFile } from '../catalog/files.ts';
import type { WrittenFields } from '../catalog/notation.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';
import { partOf } from './chunks.ts';
import { firstSentence, plainComment } from './comments.ts';
import { routeId, type DescribedRoute, type Description } from './describe.ts';
import { createEncoder } from './encode.ts';
import type { ApiNamespace } from './usual-comments.ts';

export function partFile(
  { routes, shapes }: Description,
  homes: ReadonlyMap<string, string>,
  part: string,
): PartFile {
  const encoder = createEncoder();
  const own = routes.filter((route) => partOf(route) === part);
  const params: Record<string, WrittenFields> = {};
  for (const route of own) {
    if (route.params.size > 0) params[route.key] = encoder.fields(route.params);
  }
  const written: Record<string, WrittenFields> = {};
  for (const [key, fields] of shapes) {
    if (homes.get(key) === part) written[key] = encoder.fields(fields);
  }
  return {
    params,
    common: lists(own, ({ facts }) => facts?.common),
    dropped: lists(own, ({ facts }) => facts?.dropped),
    shapes: written,
    objects: encoder.table,
  };
}

/** A part that needs no other causes no events but those of its own objects. */
export function withEvents(file: PartFile, events: readonly string[]): PartFile {
  const objects = Object.keys(file.shapes);
  const isOwn = (type: string): boolean => objects.some((object) => type.startsWith(`${object}.`));
  return { ...file, events: events.filter(isOwn) };
}

function lists(
  routes: readonly DescribedRoute[],
  listOf: (route: DescribedRoute) => readonly string[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    routes.flatMap((route) => {
      const list = listOf(route);
      return list ? [[route.key, list.join(' ')]] : [];
    }),
  );
}

/**
 * First sentences only: what the CLI's help shows. Equal texts and equal nodes are written once.
 */
export function proseFile({ routes, comments, usual }: Description, part: string): ProseFile {
  const texts = createIndex<string>();
  const nodes = createIndex<WrittenProse>();
  const textOf = (comment: string): number => texts.placeOf(firstSentence(plainComment(comment)));

  function nodeOf(fields: Fields, version: ApiNamespace): number {
    const node: Record<string, number | readonly [number, number]> = {};
    for (const field of fields.values()) {
      const text = textOf(usual(field, version) ?? comments.get(field) ?? '');
      const inner = objectIn(field);
      if (inner) node[field.name] = [text, nodeOf(inner, version)];
      else if (texts.all[text] !== '') node[field.name] = text;
    }
    return nodes.placeOf(node);
  }

  const own = routes.filter((route) => partOf(route) === part);
  const written = own.map(({ key, isPreview, params, comment }): [string, [number, number]] => [
    routeId(key, isPreview),
    [textOf(comment), nodeOf(params, key.includes(' /v2/') ? 'v2' : 'v1')],
  ]);
  return { texts: texts.all, nodes: nodes.all, routes: Object.fromEntries(written) };
}

function objectIn({ type }: Field): Fields | undefined {
  const types: readonly Type[] = type.type === 'union' ? type.options : [type];
  for (const option of types) {
    if (option.type === 'object') return option.fields;
    if (option.type === 'array' || option.type === 'map') {
      if (option.item.type === 'object') return option.item.fields;
    }
  }
  return undefined;
}

function createIndex<T>(): { readonly all: T[]; placeOf: (item: T) => number } {
  const all: T[] = [];
  const places = new Map<string, number>();
  return {
    all,
    placeOf(item) {
      const key = JSON.stringify(item);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, all.length);
      return all.push(item) - 1;
    },
  };
}
