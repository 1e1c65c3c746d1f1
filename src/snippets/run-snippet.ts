// Runs a snippet of the page in the shell. What more a snippet may ask for (several lines, others before
// it, ids filled in, output beneath, editing, ticks) comes in a file of its own, on first use.

import { once } from '../base/once.ts';
import { wordsOfError } from '../base/words-of-error.ts';
import { describeResult, isFine } from './describe-result.ts';
import type { LateSnippets } from './late-snippets.ts';
import type { SnippetCore, SnippetDoor } from './snippet-core.ts';
import { textOf } from './text-of.ts';

export type RunSnippet = (pre: HTMLPreElement) => Promise<void>;

export interface Snippets {
  /** The focus stays where it is. What came out is told below the snippet. */
  readonly run: RunSnippet;
  /** Fetches what the click on a button will need: one of a snippet, or one that opens the shell. */
  prepare(button: Element): Promise<void>;
  late(): Promise<LateSnippets>;
}

export function createSnippets(door: SnippetDoor): Snippets {
  /** A click while it runs does not run it twice. */
  const running = new WeakSet<HTMLPreElement>();
  const core: SnippetCore = {
    ...door,
    ran: new Set(),
    open: () => door.drawer().open({ isFocused: false }),
    runInShell: (command, print) => door.drawer().run(command, { isToldElsewhere: true, print }),
    describe: describeResult,
    isFine,
    tell,
    run,
  };
  const late = once(async () => (await import('./late-snippets.ts')).createLateSnippets(core));

  async function act(pre: HTMLPreElement): Promise<string> {
    if (needsMore(pre)) return (await late()).perform(pre);
    core.open();
    const outcome = await core.runInShell(textOf(pre).trim().replace(/^\$ /, ''));
    if (isFine(outcome)) core.ran.add(pre);
    return describeResult(outcome);
  }

  async function run(pre: HTMLPreElement): Promise<void> {
    if (running.has(pre)) return;
    const bar = pre.nextElementSibling as HTMLElement | null;
    const button = bar?.querySelector('[data-sandshell-run]');
    running.add(pre);
    if (button) button.ariaDisabled = 'true';
    tell(pre, 'Running …');
    try {
      const acting = act(pre);
      // The drawer may lie over the button that was pressed, and then over what is told beside it.
      bar?.scrollIntoView({ block: 'nearest' });
      tell(pre, await acting);
    } catch (error) {
      tell(pre, wordsOfError(error));
    } finally {
      running.delete(pre);
      if (button) button.ariaDisabled = 'false';
      bar?.scrollIntoView({ block: 'nearest' });
    }
  }

  async function prepare(button: Element): Promise<void> {
    const pre = button.closest('[data-sandshell-bar]')?.previousElementSibling;
    const isMore = pre instanceof HTMLPreElement && needsMore(pre);
    await door.drawer().prepare({ isUnseen: isMore && (await late()).isBeneath(pre) });
  }

  return { run, prepare, late };
}

/** Than one line in the shell; told apart coarsely here, as every reader fetches this. */
function needsMore(pre: HTMLPreElement): boolean {
  return (
    /\n|\{\{/.test(textOf(pre).trim()) ||
    pre.closest('[data-sandshell-after],[data-sandshell-output],[data-sandshell=insert]') !==
      null ||
    document.querySelector('[data-sandshell-expected]') !== null
  );
}

function tell(pre: HTMLPreElement, text: string): void {
  const status = pre.nextElementSibling?.querySelector('[role=status]');
  if (status) status.textContent = text;
}
