// Runs a snippet of the page in the shell: first the ones it builds on, then its own commands.

import { commandsIn } from './commands.ts';
import { describeResult, type Outcome } from './describe-result.ts';
import { readMode } from './find.ts';
import { fillPlaceholders, kindsIn } from './placeholders.ts';

/** What a snippet needs of the page it stands in. */
export interface SnippetDoor {
  /** Shows the shell, without taking the focus. */
  open(): void;
  run(line: string): Promise<Outcome>;
  insert(line: string): Promise<void>;
  /** Of the newest object of a kind, as `customer`. */
  newestId(object: string): Promise<string | undefined>;
}

export type RunSnippet = (pre: HTMLPreElement) => Promise<void>;

/** The focus stays where it is. What came out is told below the snippet. */
export function createSnippetRunner(door: SnippetDoor): RunSnippet {
  /** Snippets that others build on are run once a page. */
  const done = new WeakSet<HTMLPreElement>();
  /** A click while it runs does not run it twice. */
  const running = new WeakSet<HTMLPreElement>();

  async function act(pre: HTMLPreElement): Promise<string> {
    if (readMode(pre.dataset['sandshell']) === 'insert') {
      await door.insert(await fill(commandsIn(textOf(pre)).join('\n')));
      return 'In the prompt of the shell. Press Enter there to run it.';
    }
    for (const before of chainBefore(pre)) {
      const outcome = done.has(before) ? undefined : await runCommands(before);
      if (outcome && outcome.exitCode !== 0) return describeResult(outcome);
    }
    const outcome = await runCommands(pre);
    return outcome ? describeResult(outcome) : '';
  }

  /** The last outcome. What failed ends it: the rest would only fail for its sake. */
  async function runCommands(pre: HTMLPreElement): Promise<Outcome | undefined> {
    let outcome: Outcome | undefined;
    for (const command of commandsIn(textOf(pre))) {
      outcome = await door.run(await fill(command));
      if (outcome.exitCode !== 0) return outcome;
    }
    done.add(pre);
    return outcome;
  }

  async function fill(line: string): Promise<string> {
    const ids = new Map<string, string | undefined>();
    for (const object of kindsIn(line)) ids.set(object, await door.newestId(object));
    const result = fillPlaceholders(line, (object) => ids.get(object));
    if (result.type === 'filled') return result.line;
    const thing = result.object.replaceAll('_', ' ');
    throw new Error(`There is no ${thing} in the sandbox yet: create one first.`);
  }

  return async (pre) => {
    if (running.has(pre)) return;
    const bar = pre.nextElementSibling;
    const button = bar?.querySelector('[data-sandshell-run]');
    running.add(pre);
    if (button) button.ariaDisabled = 'true';
    tell(pre, '');
    try {
      door.open();
      // The drawer may lie over the button that was pressed, and then over what is told beside it.
      bar?.scrollIntoView({ block: 'nearest' });
      tell(pre, await act(pre));
    } catch (error) {
      tell(pre, error instanceof Error ? error.message : String(error));
    } finally {
      running.delete(pre);
      if (button) button.ariaDisabled = 'false';
      bar?.scrollIntoView({ block: 'nearest' });
    }
  };
}

/** What `data-sandshell-after` names, and what that builds on, first things first. */
function chainBefore(pre: HTMLPreElement): readonly HTMLPreElement[] {
  const chain: HTMLPreElement[] = [];
  let id = pre.dataset['sandshellAfter'];
  while (id) {
    const before = findById(id);
    if (!before || before === pre || chain.includes(before)) break;
    chain.unshift(before);
    id = before.dataset['sandshellAfter'];
  }
  return chain;
}

function findById(id: string): HTMLPreElement | undefined {
  const all = document.querySelectorAll<HTMLPreElement>('pre[data-sandshell-id]');
  return [...all].find((pre) => pre.dataset['sandshellId'] === id);
}

function textOf(pre: HTMLPreElement): string {
  return pre.querySelector('code')?.textContent ?? '';
}

function tell(pre: HTMLPreElement, text: string): void {
  const status = pre.nextElementSibling?.querySelector('[role=status]');
  if (status) status.textContent = text;
}
