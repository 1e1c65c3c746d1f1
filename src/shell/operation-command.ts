// Runs the API operations of the tree: `stripe customers create --name Jenny`.

import type { Catalog, Operation } from '../catalog/catalog.ts';
import { flagsOf, type Flag as ParamFlag } from '../catalog/flags.ts';
import { runCall } from './api-call.ts';
import { globalFlags, helpFlag, pagingFlagsShared, requestFlags } from './api-flags.ts';
import type { FlagParam } from './api-params.ts';
import type { Context } from './command.ts';
import { createFlagSet, type Flag, type FlagSet } from './flag.ts';
import type { Parsed } from './parser.ts';

/** Made once for each operation: completion asks at every key. */
const flagSets = new WeakMap<Operation, FlagSet>();

export async function operationFlags(catalog: Catalog, operation: Operation): Promise<FlagSet> {
  await catalog.load(operation.route);
  const set = flagSets.get(operation) ?? makeFlagSet(catalog, operation);
  flagSets.set(operation, set);
  return set;
}

/** Own flags first: where an operation has a parameter `confirm`, the shared flag is not there. */
function makeFlagSet(catalog: Catalog, operation: Operation): FlagSet {
  const own = flagsOf(catalog, operation).map(toFlag);
  const paging = operation.route.method === 'GET' ? pagingFlagsShared : [];
  return createFlagSet(own, requestFlags, paging, [helpFlag], globalFlags);
}

const types: Readonly<Record<ParamFlag['type'], Flag['type']>> = {
  string: 'string',
  number: 'string',
  integer: 'integer',
  boolean: 'boolean',
  array: 'list',
};

function toFlag({ name, path, type, values, label, isRequired, isClearable }: ParamFlag): Flag {
  const [first = '', ...rest] = path;
  const param = first + rest.map((part) => `[${part}]`).join('');
  const own = { values, label, summary: '', isRequired, isClearable };
  const flag = { name, param, type: types[type], ...own };
  return type === 'boolean' ? { ...flag, bare: 'true' } : flag;
}

export async function runOperation(
  operation: Operation,
  { flags, set }: { readonly flags: Parsed; readonly set: FlagSet },
  context: Context,
  more: readonly FlagParam[] = [],
): Promise<number> {
  const { route } = operation;
  const { method } = route;
  return runCall(
    {
      method,
      path: fillPath(route.path, flags.positionals),
      host: fileRoutes.has(`${method} ${route.path}`) ? 'files' : 'api',
      params: [...givenParams(set, flags), ...more],
      flags,
      version: versionFor(operation, context.catalog),
      isOperation: true,
    },
    context,
  );
}

/** Uploads, and the one download, have a host of their own. */
const fileRoutes = new Set(['POST /v1/files', 'GET /v1/quotes/{quote}/pdf']);

/** Only the versions of /v2 and of the preview are fixed by the command. */
function versionFor({ route }: Operation, catalog: Catalog): string | undefined {
  if (route.isPreview) return catalog.previewApiVersion;
  return route.path.startsWith('/v2/') ? catalog.apiVersion : undefined;
}

/** The words take the places of the names in braces, as they are. */
function fillPath(path: string, words: readonly string[]): string {
  let index = 0;
  return path.replace(/\{[^}]*\}/g, () => words[index++] ?? '');
}

function givenParams(set: FlagSet, flags: Parsed): readonly FlagParam[] {
  return set.flags.flatMap((flag) => {
    const { name, param, type } = flag;
    if (param === undefined || !flags.has(name)) return [];
    return [{ param, type, values: valuesOf(flags, flag) }];
  });
}

function valuesOf(flags: Parsed, { name, type, isClearable }: Flag): readonly string[] {
  const values = flags.values(name);
  if (type === 'list') return values;
  const [last = ''] = values.slice(-1);
  return [isClearable && last === '{}' ? '' : last];
}
