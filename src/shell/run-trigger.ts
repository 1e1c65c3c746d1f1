// What `stripe trigger` and `stripe fixtures` do: find the recipe, change it as the line says, run
// it, and tell of it in the official CLI's lines.

import { findRecipe, triggerNames } from '../triggers/find-recipe.ts';
import { readRecipe } from '../triggers/read-recipe.ts';
import { RecipeError, type Recipe } from '../triggers/recipe.ts';
import { rewrite } from '../triggers/rewrite.ts';
import { runRecipe, type RunOptions } from '../triggers/run-recipe.ts';
import { readBase } from './api-base.ts';
import type { Context } from './command.ts';
import { printFolded, printRows } from './fold-lines.ts';
import { openEnvFile, type EnvFile } from './env-file.ts';
import { readInput } from './read-input.ts';
import type { Invocation } from './command.ts';
import { keySources, resolveKey } from './keys.ts';
import type { Parsed } from './parser.ts';
import { guardedSend } from './guarded-send.ts';
import { ShellError } from './shell-error.ts';
import { likelyEvent } from './suggest-command.ts';
import { findPlace } from './tree.ts';
import { newUuid } from './uuid.ts';

export async function runTrigger({ flags, root }: Invocation, context: Context): Promise<number> {
  const [event, ...others] = flags.positionals;
  if (others.length > 0) throw new ShellError(oneAtMost);
  tellOfVersions(context);
  if (event === undefined) {
    const { showUsage } = await import('./usage.ts');
    const { place } = findPlace(root, ['trigger']);
    return showUsage(place, context, { isFull: false });
  }
  refuseEditing(flags);
  const recipe = await inWords(() => triggered(event, flags, context));
  // With --raw the CLI takes nothing away either.
  const skip = flags.value('raw') ? [] : flags.values('skip');
  await run(recipe, flags, { context, skip, prefix: 'Trigger failed: ' });
  printFolded('Trigger succeeded! Check dashboard for event details.\n', context);
  return 0;
}

export async function runFixtures({ flags }: Invocation, context: Context): Promise<number> {
  const [name = ''] = flags.positionals;
  tellOfVersions(context);
  const text = await readInput(name, context);
  if (text === undefined) throw new ShellError(`open ${name}: no such file or directory`);
  refuseEditing(flags);
  const recipe = await inWords(() => rewritten(readRecipe(text), flags));
  await run(recipe, flags, { context, skip: flags.values('skip'), prefix: '' });
  return 0;
}

const oneAtMost =
  '`stripe trigger` accepts at maximum 1 positional argument. ' +
  'See `stripe trigger --help` for supported flags and usage';

/** At a terminal the CLI wipes these lines away again. */
function tellOfVersions({ print, isInteractive }: Context): void {
  if (!isInteractive) print('Checking for new versions...\n\n');
}

function refuseEditing(flags: Parsed): void {
  if (!flags.isOn('edit')) return;
  throw new ShellError('--edit opens an editor, which this shell does not have. Use --override.');
}

/** With --raw nothing is rewritten, as in the CLI. */
async function triggered(event: string, flags: Parsed, context: Context): Promise<Recipe> {
  const raw = flags.value('raw');
  if (raw) return readRecipe(raw);
  const recipe = findRecipe(event);
  if (recipe) return rewritten(recipe, flags);
  const text = await readInput(event, context);
  if (text === undefined) throw new ShellError(notSupported(event) + hintFor(event, context));
  return rewritten(readRecipe(text), flags);
}

function notSupported(event: string): string {
  return (
    `The event \`${event}\` is not supported by Stripe CLI. To trigger unsupported events, use ` +
    'the Stripe API or Dashboard to perform actions that lead to the event you want to trigger ' +
    '(for example, create a Customer to generate a `customer.created` event). You can also ' +
    'create a custom fixture: https://docs.stripe.com/cli/fixtures'
  );
}

/** Below the CLI's words, for whoever sits at the shell. */
function hintFor(event: string, { isInteractive, host }: Context): string {
  const near = isInteractive && !host.isUnread && likelyEvent(event, triggerNames);
  return near ? `\nDid you mean "${near}"?` : '';
}

function rewritten(recipe: Recipe, flags: Parsed): Recipe {
  const [override, add, remove] = ['override', 'add', 'remove'].map((name) => flags.values(name));
  return rewrite(recipe, { override: override ?? [], add: add ?? [], remove: remove ?? [] });
}

interface Surroundings {
  readonly context: Context;
  /** Names of steps. */
  readonly skip: readonly string[];
  /** Before what is told of a failure. */
  readonly prefix: string;
}

async function run(
  recipe: Recipe,
  flags: Parsed,
  { context, skip, prefix }: Surroundings,
): Promise<void> {
  const envFile = await openEnvFile(context);
  const options = { ...runOptions(flags, context, envFile), skip };
  // Without a file the CLI does not look at what was to go there.
  const wanted = envFile.isThere ? recipe : { ...recipe, env: new Map<string, string>() };
  const variables = await inWords(() => runRecipe(wanted, options), prefix);
  await envFile.add(variables);
}

function runOptions(flags: Parsed, context: Context, envFile: EnvFile): Omit<RunOptions, 'skip'> {
  const { environment, random, clock, signal, catalog } = context;
  const key = resolveKey({ ...keySources(flags, context), isLive: false });
  return {
    send: guardedSend(context),
    base: readBase('api', flags),
    key,
    version: flags.value('api-version') ?? '',
    v2Version: catalog.apiVersion,
    account: flags.value('stripe-account') ?? '',
    signal,
    tell: (line) => printRows(`${line}\n`, context),
    variable: (name) => environment.get(name) || envFile.get(name),
    newUuid: () => newUuid(random),
    nowMs: clock,
  };
}

async function inWords<Result>(work: () => Result | Promise<Result>, prefix = ''): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RecipeError) throw new ShellError(prefix + error.message);
    throw error;
  }
}
