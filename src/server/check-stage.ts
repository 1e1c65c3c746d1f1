// The sandboxes and shells in which the snippets of a document are run and rehearsed.

import { resolve } from 'node:path';
import { createSandbox } from '../backend/in-page.ts';
import { isNamedSeed } from '../backend/named-seeds.ts';
import { newestId, type ToldOf } from '../backend/newest-id.ts';
import { seededSandbox } from '../backend/seeded-sandbox.ts';
import { catalogs } from '../catalog/load.ts';
import type { LineProblem, Outcome, Stage, World } from '../documents/world.ts';
import { paramIn } from '../documents/word-spot.ts';
import { checkLine, type KnownWords, type WordProblem } from '../shell/check-line.ts';
import type { Files } from '../shell/command.ts';
import { profileKey } from '../shell/keys.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createShell, type Shell } from '../shell/shell.ts';
import { likelyEvent } from '../shell/suggest-command.ts';
import { createTree } from '../shell/tree.ts';
import { findRecipe, triggerNames } from '../triggers/find-recipe.ts';
import { diskFiles } from './disk-files.ts';

export interface StageOptions {
  /** Of the ids, or the name of a seed that brings objects, as `shop`. */
  readonly seed: string;
  readonly nowMs: number;
  /** Where files that a snippet reads are looked for: beside the document. */
  readonly folder: string;
}

/** So far that no date of the one is one of the other, and no year: test cards last into the next. */
const otherLaterMs = 403 * 86_400_000 + 19_487_000;

/** Opens a fresh stage at each call. */
export async function stages(): Promise<(options: StageOptions) => Stage> {
  const known = await knownWords();
  return (options) => openStage(options, known);
}

function openStage({ seed, nowMs, folder }: StageOptions, known: KnownWords): Stage {
  const files: Files = {
    read: (name) => diskFiles.read(resolve(folder, name)),
    write: () => Promise.reject(new Error('a check writes no files')),
    names: () => [],
  };
  const one = createWorld({ seed, idSeed: seed, nowMs, files, key: profileKey });
  const other = createWorld({
    seed,
    idSeed: `${seed}, again`,
    nowMs: nowMs + otherLaterMs,
    files,
    key: 'sk_test_sandshellCheckOther',
  });
  return {
    one,
    other,
    isEndless: (line) => /^stripe\s+(listen|logs\s+tail)\b(?!.*--(print-secret|help))/.test(line),
    async isKind(object) {
      await known.catalog.loadAll();
      return known.catalog.shape(object) !== undefined;
    },
    problems: (line) => problemsOf(line, known),
    refusal: (line) => refusalOf(line, createSandbox({ seed, now: new Date(nowMs) })),
    async rehearse(line) {
      const problems = await problemsOf(line, known);
      // A flag of the API's own names a parameter that it has.
      if (problems.length > 0 || !/\s(-d|--data)\b/.test(line)) return problems;
      const copy = createSandbox({ seed, now: new Date(nowMs) });
      copy.restore(one.sandbox.snapshot());
      const told = await unknownParam(line, copy);
      return told === undefined
        ? []
        : [{ code: 'unknown-parameter', message: told, word: paramIn(told) }];
    },
  };
}

/** The CLI suggests the first that is near enough; an author is told the nearest. */
async function problemsOf(line: string, known: KnownWords): Promise<readonly WordProblem[]> {
  const problems = [...(await checkLine(line, known)), ...unknownEvent(line)];
  return problems.map((problem) => {
    const { message, meant } = problem;
    const [told] = message.split(' Did you mean ', 1);
    return meant ? { ...problem, message: `${told} Did you mean "${meant.instead}"?` } : problem;
  });
}

/** Of `stripe trigger`, which takes files as well: only where an event is near. */
function unknownEvent(line: string): readonly WordProblem[] {
  const [, word = ''] = /^stripe\s+trigger\s+([a-z_]+(?:\.[a-z_]+)+)(?=\s|$)/.exec(line) ?? [];
  const instead = findRecipe(word) ? undefined : likelyEvent(word, triggerNames);
  if (!word || !instead) return [];
  const message = `Unknown event "${word}" for "stripe trigger".`;
  return [{ code: 'unknown-command', word, message, meant: { word, instead } }];
}

async function knownWords(): Promise<KnownWords> {
  const { shellCommands, stripeCommands } = await import('../shell/commands.ts');
  const catalog = await catalogs.whole();
  return { catalog, root: createTree(catalog, stripeCommands), commands: shellCommands };
}

interface WorldOptions extends Omit<StageOptions, 'folder'> {
  /** Of the ids of what is created. */
  readonly idSeed: string;
  readonly files: Files;
  readonly key: string;
}

interface SandboxWorld extends World {
  readonly sandbox: Sandbox;
}

function createWorld({ seed, idSeed, nowMs, files, key }: WorldOptions): SandboxWorld {
  const bare = createSandbox({ seed: idSeed, now: new Date(nowMs) });
  const clock = (): number => nowMs;
  const sandbox = isNamedSeed(seed) ? seededSandbox(bare, { seed, clock }) : bare;
  const shell = createShell({ fetch: sandbox.fetch, seed: idSeed, clock, profileKey: key });
  const events: ToldOf[] = [];
  sandbox.on('event', ({ event }) => {
    // Those of /v2 hold no object.
    if (event.object !== 'event') return;
    const { id, type, data } = event as unknown as SandboxEvent;
    events.push({ id, type, object: data.object });
  });
  return {
    sandbox,
    run: (line) => runIn(shell, line, files),
    newestId: async (kind, line) =>
      newestId({ kind, key: await shell.keyFor(line) }, { events, held: sandbox.snapshot() }),
  };
}

interface SandboxEvent extends Omit<ToldOf, 'object'> {
  readonly data: Pick<ToldOf, 'object'>;
}

/** As a reader sees it in a terminal. Whoever asks for a yes gets one, and no second. */
async function runIn(shell: Shell, line: string, files: Files): Promise<Outcome> {
  const stdout: string[] = [];
  const shown: string[] = [];
  const answers = ['yes'];
  const print = (text: string): void => {
    stdout.push(text);
    shown.push(text);
  };
  const { stderr, exitCode } = await shell.run(line, {
    print,
    warn: (text) => void shown.push(text),
    async readLine() {
      const answer = answers.shift();
      if (answer !== undefined) print(`${answer}\n`);
      return answer;
    },
    isInteractive: true,
    host: { isUnread: true, files: async () => files },
  });
  return { stdout: stdout.join(''), stderr, exitCode, shown: shown.join('') };
}

/** Nothing is followed: where a command comes so far, it has taken its flags. */
async function refusalOf(line: string, sandbox: Sandbox): Promise<LineProblem | undefined> {
  let isTaken = false;
  const openSession = (): Promise<never> => {
    isTaken = true;
    return Promise.reject(new Error('nothing is followed here'));
  };
  const { stderr, exitCode } = await createShell({ fetch: sandbox.fetch }).run(line, {
    host: { isUnread: true, openSession },
  });
  const message = stderr.trim().split('\n').at(-1) ?? '';
  return isTaken || exitCode === 0 ? undefined : { code: 'failed', message };
}

/** What the API says of a parameter that it does not know; whatever else it says is no matter here. */
async function unknownParam(line: string, sandbox: Sandbox): Promise<string | undefined> {
  let told: string | undefined;
  const shell = createShell({
    async fetch(request) {
      const response = await sandbox.fetch(request);
      const { error } = Object(
        await response
          .clone()
          .json()
          .catch(() => ({})),
      ) as RefusedBody;
      if (error?.code === 'parameter_unknown') told ??= error.message;
      return response;
    },
  });
  await shell.run(line, { readLine: async () => 'no' });
  return told;
}

interface RefusedBody {
  readonly error?: { readonly code?: string; readonly message?: string };
}
