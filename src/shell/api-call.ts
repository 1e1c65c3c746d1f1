// One call of the API as a command line describes it: checked in the CLI's order, shown or sent,
// printed.

import { readBase } from './api-base.ts';
import { encodeV1, readDataItems, refuseClash, type FlagParam } from './api-params.ts';
import { readApiPath } from './api-path.ts';
import type { Context } from './command.ts';
import type { ApiCall } from './described-call.ts';
import { keySources, resolveKey, shownKey } from './keys.ts';
import { printReply } from './reply.ts';
import { buildHeaders, sendCall } from './send-call.ts';

/** Gives the exit code. */
export async function runCall(call: ApiCall, context: Context): Promise<number> {
  const base = readBase(call.host, call.flags);
  if (call.flags.isOn('dry-run')) return showCall(call, base, context);
  const { isOperation, method } = call;
  // The CLI asks first and looks for the key then, but for operations.
  if (isOperation) resolveKey(keySources(call.flags, context));
  if (method === 'DELETE' && !(await isConfirmed(call, context))) return 0;
  const key = resolveKey(keySources(call.flags, context));
  const { path, query, body } = await (isV2(call) ? addressV2(call) : address(call, context));
  const url = base + path + (query === '' ? '' : `?${query}`);
  warnOfIdempotency(call, context);
  const response = await sendCall(
    { method, url, body, key, headers: headersOf(call) },
    call,
    context,
  );
  return printReply(response, call, context);
}

async function isConfirmed(call: ApiCall, context: Context): Promise<boolean> {
  const { confirmDeletion } = await import('./confirm.ts');
  return confirmDeletion(call, context);
}

function isV2({ path }: ApiCall): boolean {
  return path.startsWith('/v2/');
}

function headersOf(call: ApiCall): ReadonlyMap<string, string> {
  const contentType = isV2(call) ? 'application/json' : 'application/x-www-form-urlencoded';
  return buildHeaders(call.flags, { contentType, version: call.version });
}

interface Address {
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

async function address(call: ApiCall, context: Context): Promise<Address> {
  const data = readDataItems(call.flags);
  refuseClash(data, call.params);
  const encoded = encodeV1(data, await filledIn(call.params, context), call.flags);
  const { path, query } = readApiPath(call.path);
  // In a GET or a DELETE the parameters replace the query of the path.
  const isBody = call.method === 'POST';
  return isBody ? { path, query, body: encoded } : { path, query: encoded, body: '' };
}

/** Fetched on first use, as the dry run is: most readers need neither. */
async function addressV2(call: ApiCall): Promise<Address> {
  const { mergeParams, readV2Data, ...write } = await import('./v2-params.ts');
  const { path, query } = readApiPath(call.path);
  const params = mergeParams(readV2Data(call.flags), call.params);
  if (call.method === 'POST') return { path, query, body: write.writeV2Body(params) };
  if (call.method === 'DELETE') {
    return { path, query: write.writeV2DeletionQuery(params), body: '' };
  }
  return { path, query: write.writeV2Query(params, query), body: '' };
}

async function filledIn(
  params: readonly FlagParam[],
  context: Context,
): Promise<readonly FlagParam[]> {
  if (!params.some(({ values }) => values.some((value) => value.includes('${')))) return params;
  const { fillTemplates } = await import('./template.ts');
  return fillTemplates(params, context);
}

async function showCall(call: ApiCall, base: string, context: Context): Promise<number> {
  const { v1Tree, writeDryRun } = await import('./dry-run.ts');
  const { mergeParams, readV2Data } = await import('./v2-params.ts');
  const { method, flags } = call;
  const params = isV2(call)
    ? mergeParams(readV2Data(flags), call.params)
    : v1Tree(readDataItems(flags), call.params, flags);
  const key = shownKey(keySources(call.flags, context));
  const headers = new Map(headersOf(call));
  if (method === 'GET') headers.delete('Content-Type');
  if (key !== undefined) headers.set('Authorization', `Bearer ${key}`);
  const url = base + readApiPath(call.path).path;
  context.print(writeDryRun({ method, url, params, headers }));
  return 0;
}

function warnOfIdempotency({ method, flags }: ApiCall, { print }: Context): void {
  if (method === 'POST' || !flags.value('idempotency')) return;
  print(
    `Warning: sending an idempotency key with a ${method} request has no effect and should be ` +
      `avoided, as ${method} requests are idempotent by definition.\n`,
  );
}
