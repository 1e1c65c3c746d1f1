// `stripe`: finds the command that a line names, reads its flags, and runs it, in the official
// CLI's order.

import { askedMap } from '../asked-map.ts';
import type { Command, Context, Place } from '../command.ts';
import type { Invocation } from '../command.ts';
import { operationFlags, runOperation } from '../operation-command.ts';
import { noFlags, parseWords, type Parsed } from '../parser.ts';
import { ShellError } from '../shell-error.ts';
import { findPlace, flagsOfPlace } from '../tree.ts';

export const stripe: Command = {
  path: ['stripe'],
  summary: 'Run a command of the Stripe CLI',
  isRaw: true,

  async run(invocation, context) {
    const { root } = invocation;
    const words = invocation.words.slice(1);
    if (askedMap(words) !== undefined && (await isMapShown(root, words, context))) return 0;
    const found = findPlace(root, words);
    if (found.place === root && found.stray !== undefined) {
      const { tellUnknown } = await import('../not-found.ts');
      return tellUnknown(words[0] ?? '', context);
    }
    const { command } = found.place;
    if (command?.isRaw) {
      return command.run({ ...invocation, words: found.words, flags: noFlags }, context);
    }
    return runPlace(found.place, { ...invocation, words: found.words }, context);
  },
};

/** Maps and help pages are fetched by the first reader who wants one. */
async function isMapShown(
  root: Place,
  words: readonly string[],
  context: Context,
): Promise<boolean> {
  const { printMap } = await import('../command-map.ts');
  return printMap(root, words, context);
}

async function runPlace(place: Place, invocation: Invocation, context: Context): Promise<number> {
  const { catalog, print } = context;
  const { command, operation } = place;
  const set = operation ? await operationFlags(catalog, operation) : flagsOfPlace(place);
  const flags = parseWords(invocation.words, set);
  const isRoot = place === invocation.root;
  if (isRoot && flags.isOn('version') && !flags.isOn('help')) {
    print(`stripe version ${catalog.cliVersion}\n`);
    return 0;
  }
  if (flags.isOn('help') || (!command && !operation)) {
    const { showUsage } = await import('../usage.ts');
    return showUsage(place, context, { isFull: false, stray: flags.positionals[0] });
  }
  if ((flags.value('color') ?? flags.value('log-level')) !== undefined) {
    const { checkChoices } = await import('../check-choices.ts');
    checkChoices(flags, context);
  }
  checkPositionals(place, flags);
  if (command) return command.run({ ...invocation, flags }, context);
  return operation ? runOperation(operation, { flags, set }, context) : 0;
}

function checkPositionals({ command, operation, words }: Place, flags: Parsed): void {
  const count = command ? command.positionals : operation?.positionals.length;
  if (count === undefined || flags.positionals.length === count) return;
  const name = words.join(' ');
  const wanted =
    command && count === 0
      ? 'does not take any positional arguments'
      : `requires exactly ${count} positional argument${count === 1 ? '' : 's'}`;
  throw new ShellError(
    `\`${name}\` ${wanted}. See \`${name} --help\` for supported flags and usage`,
  );
}
