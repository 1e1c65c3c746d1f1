// What a snippet may ask for beyond being run: others before it, ids filled in, its output beneath,
// editing, and a tick. Fetched on first use.

import { once } from '../base/once.ts';
import { styleSheet } from '../inspector/dom.ts';
import { commandsOf } from './commands.ts';
import type { Outcome } from './describe-result.ts';
import { createEditing } from './edit-snippet.ts';
import { nearest } from './find.ts';
import { markedSelector, wrongMarks } from './marks.ts';
import { createPanel, expectedOf, type Panel } from './output-panel.ts';
import { fillPlaceholders, kindsIn } from './placeholders.ts';
import { chainBefore } from './prerequisites.ts';
import type { SnippetCore, StepResult } from './snippet-core.ts';
import snippetsCss from './snippets.css?inline';

export interface LateSnippets {
  /** Gives what is told below the snippet. */
  perform(pre: HTMLPreElement): Promise<string>;
  edit(pre: HTMLPreElement): void;
  /** Whether its output comes beneath it. */
  isBeneath(pre: HTMLPreElement): boolean;
  /** Ticks what the sandbox holds, from now on; `result` is of the command that ran last. */
  followSteps(result: StepResult): Promise<void>;
}

export function createLateSnippets(core: SnippetCore): LateSnippets {
  document.adoptedStyleSheets.push(styleSheet(snippetsCss));
  const told = new Set<string>();
  /** The box for the output is there before they are. */
  const fetchSteps = once(async () => (await import('./steps.ts')).createSteps(core));

  /** Each once: sites that change pages without loading them bring new ones. */
  function tellMistakes(): void {
    for (const marked of document.querySelectorAll(markedSelector)) {
      for (const mistake of wrongMarks((name) => marked.getAttribute(name))) {
        if (!told.has(mistake)) console.warn(mistake);
        told.add(mistake);
      }
    }
  }

  async function perform(pre: HTMLPreElement): Promise<string> {
    const isInserted = pre.dataset['sandshell'] === 'insert';
    const isShown = !isBeneath(pre);
    if (isShown) core.open();
    if (isInserted) {
      const lines = await Promise.all(commandsOf(pre).map(fill));
      await core.drawer().insert(lines.join('\n'));
      return 'In the prompt of the shell. Press Enter there to run it.';
    }
    const panel = isShown ? undefined : createPanel(pre, core);
    try {
      const chain = chainBefore(pre);
      const [steps] = await Promise.all([fetchSteps(), panel?.prepare()]);
      for (const before of chain) {
        if (await steps.isThere(before)) continue;
        const outcome = await runCommands(before, runFilled);
        if (outcome && !core.isFine(outcome)) {
          panel?.print(outcome.stdout + outcome.stderr);
          return core.describe(outcome);
        }
      }
      const outcome = await runCommands(pre, async (command) => {
        const line = await fill(command);
        panel?.begin(line);
        return core.runInShell(line, panel && ((text) => print(pre, panel, text)));
      });
      return outcome ? core.describe(outcome) : '';
    } finally {
      panel?.end();
    }
  }

  /** The last outcome. What failed ends it: the rest would only fail for its sake. */
  async function runCommands(
    pre: HTMLPreElement,
    run: (command: string) => Promise<Outcome>,
  ): Promise<Outcome | undefined> {
    let outcome: Outcome | undefined;
    for (const command of commandsOf(pre)) {
      outcome = await run(command);
      if (!core.isFine(outcome)) return outcome;
    }
    core.ran.add(pre);
    return outcome;
  }

  async function followSteps(result: StepResult): Promise<void> {
    tellMistakes();
    await (await fetchSteps()).follow(result);
  }

  function print(pre: HTMLPreElement, panel: Panel, text: string): void {
    panel.print(text);
    if (isEndless.test(text)) core.tell(pre, 'It goes on until Ctrl+C in the shell ends it.');
    if (!isQuestion.test(text)) return;
    core.open();
    core.tell(pre, 'It asks something: answer in the shell.');
  }

  async function runFilled(command: string): Promise<Outcome> {
    return core.runInShell(await fill(command));
  }

  async function fill(line: string): Promise<string> {
    const kinds = kindsIn(line);
    if (kinds.length === 0) return line;
    const ids = new Map<string, string | undefined>();
    for (const kind of kinds) ids.set(kind, await core.drawer().newestId(kind, line));
    const result = fillPlaceholders(line, (kind) => ids.get(kind));
    if (result.type === 'filled') return result.line;
    const thing = result.object.replaceAll('_', ' ');
    throw new Error(`There is no ${thing} in the sandbox yet: create one first.`);
  }

  return { perform, edit: createEditing(core), isBeneath, followSteps };
}

/** In the CLI's words, of what follows the sandbox. */
const isEndless = /\(\^C to quit\)/;

/** As in `Enter 'yes' to confirm: `. */
const isQuestion = /[:?] $/;

/** Where the author says so, and where there is recorded output to stand in the place of. */
function isBeneath(pre: HTMLPreElement): boolean {
  if (pre.dataset['sandshell'] === 'insert') return false;
  const asked = nearest(pre, 'data-sandshell-output');
  return asked ? asked === 'below' : expectedOf(pre) !== undefined;
}
