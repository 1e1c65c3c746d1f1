// The word of a line that is one too many, with what it was probably meant as.

import { expandWords } from './expand.ts';
import { asWritten, dataHint, type KnownWords } from './check-line.ts';
import { formOfJson } from './json-meant.ts';
import { readFlagWords } from './flag-words.ts';
import { operationFlags } from './operation-command.ts';
import { quoted } from './quoted.ts';
import { readScript } from './script.ts';
import { findPlace, flagsOfPlace } from './tree.ts';

/** Of a line in which nothing else is wrong. */
export async function hintsOfSpareWords(
  line: string,
  known: KnownWords,
): Promise<readonly string[]> {
  const commands = readScript(line).flatMap((pipeline) => pipeline.commands);
  const hints: string[] = [];
  for (const { words } of commands) {
    // Nothing is known of how many words the output of an inner line is.
    if (words.some(({ parts }) => parts.some(({ type }) => type === 'substitution'))) continue;
    const [name, ...rest] = expandWords(words, asWritten).map(({ text }) => text);
    if (name === 'stripe') hints.push(...(await hintsOf(rest, known)));
  }
  return hints;
}

async function hintsOf(
  line: readonly string[],
  { root, catalog }: KnownWords,
): Promise<readonly string[]> {
  const { place, words } = findPlace(root, line);
  const { operation, command } = place;
  const count = operation ? operation.positionals.length : command?.positionals;
  if (count === undefined || command?.isRaw) return [];
  const set = operation ? await operationFlags(catalog, operation) : flagsOfPlace(place);
  const { given, positionals } = readFlagWords(words, set);
  const path = operation?.route.path ?? positionals[0] ?? '';
  // Below /v2 the CLI takes JSON.
  const isForm = !/^\/?v2\//.test(path);
  const spare = positionals[count];
  if (spare === undefined)
    return isForm
      ? given.flatMap(({ flag, value }) => (flag.name === 'data' ? hintOfJson(value) : []))
      : [];
  if (spare.trim() === '')
    return ['A space follows a "\\". At the end of a line nothing may follow it.'];
  const before = words[words.indexOf(spare) - 1] ?? '';
  const isSwitch = set.named(before.replace(/^--/, ''))?.bare !== undefined;
  if (isSwitch && /^(true|false)$/.test(spare)) return [`Did you mean "${before}=${spare}"?`];
  if (/^[\w[\].-]+=/.test(spare)) return [`Did you mean -d ${quoted(spare)}?`];
  const ofJson = isForm ? hintOfJson(spare) : [];
  if (ofJson.length > 0) return ofJson;
  return [`"${spare}" is one word too many. A value with spaces needs quotes around it.`];
}

function hintOfJson(text: string): readonly string[] {
  const data = formOfJson(text);
  return data ? [dataHint(data)] : [];
}
