// Runs a recipe over a Fetch: one request after the other, each filled in from the answers before.

import type { Fetch } from '../base/fetch.ts';
import { encodeJson, encodeParams } from './encode-params.ts';
import { RecipeError, type Recipe, type RecipeStep } from './recipe.ts';
import { fillPath, fillValue, type ReferenceSource } from './reference.ts';

export interface RunOptions extends Omit<ReferenceSource, 'answers'> {
  readonly send: Fetch;
  /** Without a slash at its end, as in `https://api.stripe.com`. */
  readonly base: string;
  readonly key: string;
  /** Empty for none: then the account's own counts. */
  readonly version: string;
  /** What /v2 gets where nothing is told. */
  readonly v2Version: string;
  /** Connected account; empty for none. */
  readonly account: string;
  /** Names of steps to leave out. */
  readonly skip: readonly string[];
  readonly signal: AbortSignal;
  /** Gets the official CLI's lines, one at a time, without line ends. */
  tell(line: string): void;
}

/** Gives the recipe's variables for `.env`. Throws RecipeError at the first step that fails. */
export async function runRecipe(
  recipe: Recipe,
  options: RunOptions,
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, unknown>();
  const source = { ...options, answers };
  for (const step of recipe.steps) {
    if (options.skip.includes(step.name)) {
      options.tell(`Skipping fixture for: ${step.name}`);
      continue;
    }
    options.tell(`Setting up fixture for: ${step.name}`);
    options.tell(`Running fixture for: ${step.name}`);
    answers.set(step.name, await perform(step, source, options));
  }
  return new Map([...recipe.env].map(([name, text]) => [name, fillValue(text, source)]));
}

/** The answer as JSON; undefined for a refusal that was expected, or for no JSON at all. */
async function perform(
  step: RecipeStep,
  source: ReferenceSource,
  options: RunOptions,
): Promise<unknown> {
  const response = await options.send(buildRequest(step, source, options));
  const text = await response.text();
  const answer = readJson(text);
  if (response.ok) return answer;
  const { type } = errorOf(answer);
  if (step.expectedErrorType !== '' && type === step.expectedErrorType) return undefined;
  throw new RecipeError(`Request failed, status=${response.status}, body=${text}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(answer: unknown): { readonly type?: unknown } {
  const isObject = typeof answer === 'object' && answer !== null && 'error' in answer;
  const error = isObject ? answer.error : undefined;
  return typeof error === 'object' && error !== null ? error : {};
}

function buildRequest(step: RecipeStep, source: ReferenceSource, options: RunOptions): Request {
  const path = fillPath(step.path, source);
  if (!/^\/v[12](\/|$)/.test(path)) {
    throw new RecipeError(
      `fixture path "${path}" is not a valid Stripe API path (must start with /v1/ or /v2/)`,
    );
  }
  const isV2 = path.startsWith('/v2');
  const hasBody = step.method === 'POST';
  const written = writeParams(step, { isV2, hasBody }, source);
  const headers = headersOf(step, { isV2, source, options });
  const url = address(step.apiBase || options.base, path, hasBody ? undefined : written);
  const init = { method: step.method, headers, signal: options.signal };
  return new Request(url, hasBody ? { ...init, body: written } : init);
}

interface Form {
  readonly isV2: boolean;
  readonly hasBody: boolean;
}

function writeParams(
  { params }: RecipeStep,
  { isV2, hasBody }: Form,
  source: ReferenceSource,
): string {
  const fill = (text: string): string => fillValue(text, source);
  if (!isV2) return encodeParams(params ?? {}, fill);
  if (hasBody) return encodeJson(params, fill);
  if (Object.keys(params ?? {}).length === 0) return '';
  throw new RecipeError("v2 API takes a single 'data' param containing a full JSON string");
}

/** A query of the path's own stays only where the parameters go elsewhere. */
function address(base: string, path: string, query: string | undefined): string {
  if (query === undefined) return base + path;
  const [bare = ''] = path.split('?');
  return query === '' ? base + bare : `${base}${bare}?${query}`;
}

interface Setting {
  readonly isV2: boolean;
  readonly source: ReferenceSource;
  readonly options: RunOptions;
}

/** The step's own headers go before all others. */
function headersOf(step: RecipeStep, { isV2, source, options }: Setting): Headers {
  const usual = new Map([
    ['Authorization', `Bearer ${options.key}`],
    ['Content-Type', isV2 ? 'application/json' : 'application/x-www-form-urlencoded'],
    ['Idempotency-Key', fillValue(step.idempotencyKey, source)],
    ['Stripe-Account', options.account],
    ['Stripe-Version', options.version || (isV2 ? options.v2Version : '')],
  ]);
  const headers = new Headers();
  for (const [name, value] of usual) if (value !== '') headers.set(name, value);
  for (const [name, value] of step.headers) headers.set(name, fillHeader(name, value, source));
  return headers;
}

function fillHeader(name: string, value: string, source: ReferenceSource): string {
  try {
    return fillPath(value, source);
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    throw new RecipeError(`error parsing ${name} field: ${error.message}`);
  }
}
