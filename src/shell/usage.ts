// The help pages, laid out as the official CLI lays out its own. The API's words are Stripe's;
// those about the CLI are ours.

import { harmless } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';
import type { Context, Place } from './command.ts';
import { foldLines, printFolded, type Reader } from './fold-lines.ts';
import { colorLook, plainLook } from './help-style.ts';
import { unknownBelow } from './suggest-command.ts';
import { groupPage, isGenerated } from './usage-group.ts';
import { localPage } from './usage-local.ts';
import { operationPage } from './usage-operation.ts';
import type { Page } from './usage-page.ts';
import { resourcesPage, rootPage, rootUsage } from './usage-root.ts';

/** `columns` is the terminal's width; 80 where there is none. */
export interface UsageOptions extends Pick<Context, 'catalog' | 'columns' | 'isColor'> {
  /** `stripe help X Y` shows all parameters; `stripe X Y --help` the required and common ones. */
  readonly isFull: boolean;
}

/** What follows on a help topic that does not exist: as in the CLI, it lacks the help flag. */
export function usageOfRoot(root: Place, options: UsageOptions & Reader): string {
  const { isColor, ...rest } = options;
  return foldLines(rootUsage(root, { ...rest, look: isColor ? colorLook : plainLook }), options);
}

/**
 * Fetches what the page of an operation tells; its parameters stay undescribed where that fails.
 */
export async function usagePage(place: Place, options: UsageOptions): Promise<string> {
  const { catalog, isColor, columns, isFull } = options;
  const triggers = place.words[1] === 'trigger' ? await fetchTriggers() : undefined;
  const look = isColor ? colorLook : plainLook;
  const page: Page = { columns, isFull, ...(triggers && { triggers }), catalog, look };
  if (!place.operation) return layOut(place, page);
  const { route } = place.operation;
  await catalog.load(route);
  const prose = await catalog.prose(route).catch(() => undefined);
  return layOut(place, prose ? { ...page, prose } : page);
}

/**
 * On standard output; gives the exit code. `stray` is a word that leads nowhere: for it the CLI shows
 * the page of the group that it stands behind, without a word about it.
 */
export async function showUsage(
  place: Place,
  context: Context,
  { isFull, stray }: Pick<UsageOptions, 'isFull'> & { readonly stray?: string | undefined },
): Promise<number> {
  printFolded(await usagePage(place, { ...context, isFull }), context);
  const isRead = context.isInteractive && !context.host.isUnread;
  const isGroup = place.children.size > 0 && !place.command && !place.operation;
  if (isRead && isGroup && stray)
    context.warn(`${redactKeys(harmless(unknownBelow(place, stray)))}\n`);
  return 0;
}

async function fetchTriggers(): Promise<readonly string[]> {
  return (await import('../triggers/find-recipe.ts')).triggerNames;
}

/** The route of an operation must be loaded. */
export function layOut(place: Place, page: Page): string {
  if (place.words.length === 1) return rootPage(place, page);
  if (place.operation) return operationPage(place, place.operation, page);
  if (place.words[1] === 'resources') return resourcesPage(page.catalog);
  return isGenerated(place) ? groupPage(place, page) : localPage(place, page);
}

const lastVersion = 'v1.51.0';

/** In place of the page of a command that the CLI no longer has. */
export function goneMessage(name: string): string {
  return (
    `The \`stripe ${name}\` command is no longer available in Stripe CLI ${lastVersion} and ` +
    `later. To use it, install a version earlier than ${lastVersion}.`
  );
}
