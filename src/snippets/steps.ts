// Ticks the steps of a guide that the page's sandbox holds, as they come to be and go.

import { once } from '../base/once.ts';
import { accountOfKey } from '../sandbox/checking/keys.ts';
import { commandsOf } from './commands.ts';
import { keepSteps, keptSteps } from '../terminal/saved-steps.ts';
import type { SnippetCore, StepResult, StepsPage } from './snippet-core.ts';
import { isHeld, keyIn, readRule, shapeOf, type HeldRecords } from './step-rule.ts';

export interface Steps {
  follow(result: StepResult): Promise<void>;
  /** Whether a snippet need not run for the sake of another. */
  isThere(pre: HTMLPreElement): Promise<boolean>;
}

/** Of other pages too; the oldest are forgotten. */
const keptMax = 200;

type Core = Pick<SnippetCore, 'isFine' | 'page' | 'ran'>;

export function createSteps({ isFine, page, ran }: Core): Steps {
  let known = new Set(keptSteps().filter(Boolean));
  const shapes = new Set<string>();
  const seen = new WeakSet<Element>();

  const connected = once(connect);

  async function connect(): Promise<StepsPage> {
    const opened = await page();
    if (!opened.isKept()) known = new Set();
    opened.onEvent(() => lookSoon());
    opened.onReset(() => {
      forget();
      lookSoon();
    });
    new MutationObserver(lookAtNew).observe(document.documentElement, {
      childList: true,
      subtree: true,
    });
    return opened;
  }

  function forget(): void {
    ran.clear();
    shapes.clear();
    known.clear();
  }

  function note(result: StepResult): void {
    // What came before it may be told after it was done.
    if (result.line.trim() === 'reset') forget();
    if (isFine(result)) shapes.add(shapeOf(result.line));
    lookSoon();
  }

  /** Sites that change pages without loading them bring new snippets. */
  function lookAtNew(): void {
    if (barsIn(document).some((bar) => !seen.has(bar))) lookSoon();
  }

  let looking: Promise<void> | undefined;
  let isStale = false;

  /** Once more where something changed meanwhile. */
  function look(): Promise<void> {
    isStale = true;
    looking ??= (async () => {
      while (isStale) {
        isStale = false;
        await tickAll();
      }
    })().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  /** What cannot be read now is read after the next event. */
  function lookSoon(): void {
    look().catch(() => undefined);
  }

  async function tickAll(): Promise<void> {
    const opened = await connected();
    const { accounts } = await opened.snapshot();
    for (const bar of barsIn(document)) {
      seen.add(bar);
      const key = bar.dataset['sandshellBar'] ?? '';
      const tick = bar.querySelector<HTMLElement>('[data-sandshell-tick]');
      const command = originalOf(bar).at(-1);
      if (!tick || command === undefined) continue;
      const rule = readRule(command, doneRule(bar));
      const isRun = rule.type === 'run' && (shapes.has(rule.shape) || known.has(key));
      const isDone = isRun || isHeld(rule, recordsOf(accounts, command, commandsOfPage()));
      tick.hidden = !isDone;
      if (isDone) known.add(key);
      else known.delete(key);
    }
    if (opened.isKept()) keepSteps([...known].slice(-keptMax));
  }

  return {
    async follow(result) {
      await connected();
      note(result);
      await look();
    },
    async isThere(pre) {
      if (ran.has(pre)) return true;
      const { accounts } = await (await connected()).snapshot();
      const command = commandsOf(pre).at(-1) ?? '';
      return isHeld(readRule(command), recordsOf(accounts, command, commandsOfPage()), {
        isNow: true,
      });
    },
  };

  function commandsOfPage(): readonly string[] {
    return barsIn(document).flatMap(originalOf);
  }

  function originalOf(bar: HTMLElement): readonly string[] {
    const pre = bar.previousElementSibling;
    // What is being edited is no longer the step.
    if (!(pre instanceof HTMLPreElement) || pre.querySelector('[contenteditable]')) return [];
    return commandsOf(pre);
  }
}

function barsIn(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-sandshell-bar]')];
}

function doneRule(bar: HTMLElement): string | undefined {
  const pre = bar.previousElementSibling;
  return pre instanceof HTMLElement ? pre.dataset['sandshellDone'] : undefined;
}

type Accounts = Awaited<ReturnType<StepsPage['snapshot']>>['accounts'];

/**
 * Of the account whose key the command names; without one, of all accounts but those whose keys other
 * snippets of the page name.
 */
function recordsOf(accounts: Accounts, command: string, others: readonly string[]): HeldRecords {
  const key = keyIn(command);
  if (key !== undefined) return accounts[accountOfKey(key)]?.records ?? {};
  const named = new Set(others.flatMap((other) => keyIn(other) ?? []).map(accountOfKey));
  const records: Record<string, HeldRecords[string]> = {};
  for (const [account, held] of Object.entries(accounts)) {
    if (named.has(account)) continue;
    for (const [kind, ofKind] of Object.entries(held.records)) {
      records[kind] = [...(records[kind] ?? []), ...ofKind];
    }
  }
  return records;
}
