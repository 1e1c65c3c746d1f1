// Runs a snippet of the page in the shell's drawer: first the ones it builds on, then its own commands.

import { pageDrawer } from '../element/page-drawer.ts';
import { describeResult, type CommandResult } from '../element/describe-result.ts';
import { connectPage } from '../element/page.ts';
import { commandsIn } from './commands.ts';
import { readMode } from './find.ts';
import { fillPlaceholders } from './placeholders.ts';

/** Snippets that others build on are run once a page. */
const done = new WeakSet<HTMLPreElement>();
/** A click while it runs does not run it twice. */
const running = new WeakSet<HTMLPreElement>();

/** Opens the drawer and leaves the focus where it is. What came out is told below the snippet. */
export async function runSnippet(pre: HTMLPreElement): Promise<void> {
  if (running.has(pre)) return;
  running.add(pre);
  const bar = pre.nextElementSibling;
  const button = bar?.querySelector('[data-sandshell-run]');
  if (button) button.ariaDisabled = 'true';
  tell(pre, '');
  try {
    pageDrawer().open({ isFocused: false });
    // The drawer may lie over the button that was pressed.
    bar?.scrollIntoView({ block: 'nearest' });
    tell(pre, await act(pre));
  } catch (error) {
    tell(pre, error instanceof Error ? error.message : String(error));
  } finally {
    running.delete(pre);
    if (button) button.ariaDisabled = 'false';
  }
}

async function act(pre: HTMLPreElement): Promise<string> {
  if (readMode(pre.dataset['sandshell']) === 'insert') {
    await pageDrawer().insert(await filled(commandsIn(textOf(pre)).join('\n')));
    return 'In the prompt of the shell. Press Enter there to run it.';
  }
  for (const before of chainBefore(pre)) {
    const result = done.has(before) ? undefined : await runCommands(before);
    if (result && result.exitCode !== 0) return describeResult(result);
  }
  const result = await runCommands(pre);
  return result ? describeResult(result) : '';
}

/** The last result. What failed ends the chain: the rest would only fail for its sake. */
async function runCommands(pre: HTMLPreElement): Promise<CommandResult | undefined> {
  let result: CommandResult | undefined;
  for (const command of commandsIn(textOf(pre))) {
    const line = await filled(command);
    result = { line, ...(await pageDrawer().run(line)) };
    if (result.exitCode !== 0) return result;
  }
  done.add(pre);
  return result;
}

async function filled(line: string): Promise<string> {
  const { newestId } = await connectPage();
  const result = fillPlaceholders(line, newestId);
  if (result.type === 'filled') return result.line;
  const thing = result.object.replaceAll('_', ' ');
  throw new Error(`There is no ${thing} in the sandbox yet: create one first.`);
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
