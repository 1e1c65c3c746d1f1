// Lays a bar over the foot of each snippet, with its buttons and a place for the result. Small: the
// loader carries it.

import { bare, closeGap, isCommand, nearest, readMode, type SnippetMode } from './find.ts';
import { keptSteps, stepKey } from '../terminal/saved-steps.ts';

export interface Enhanced {
  readonly pre: HTMLPreElement;
  /** To run or insert it, and to edit it where that is not switched off. */
  readonly buttons: readonly HTMLButtonElement[];
  /** Told what came out; a polite live region. */
  readonly status: HTMLElement;
}

/**
 * Each block once, however often it is called. Gives those that are new, and takes away the bars of
 * blocks that are gone.
 */
export function enhanceSnippets(root: ParentNode): readonly Enhanced[] {
  const found: Enhanced[] = [];
  for (const bar of root.querySelectorAll('[data-sandshell-bar]')) {
    if (!bar.previousElementSibling?.matches('pre')) bar.remove();
  }
  for (const code of root.querySelectorAll<HTMLElement>(
    'pre:not([data-sandshell-expected])>code:only-of-type',
  )) {
    const pre = code.parentElement as HTMLPreElement;
    const text = code.textContent ?? '';
    const mode = readMode(pre.dataset['sandshell']);
    const isDone = pre.nextElementSibling?.matches('[data-sandshell-bar]');
    if (mode !== 'off' && !isDone && isCommand(text)) found.push(addBar(pre, text, mode));
  }
  return found;
}

function addBar(pre: HTMLPreElement, text: string, mode: SnippetMode): Enhanced {
  const make = <Name extends 'button' | 'div' | 'span'>(name: Name, data: string, words = '') => {
    const made = document.createElement(name);
    made.dataset[`sandshell${data}`] = '';
    made.textContent = words;
    return made;
  };
  const makeButton = (data: string, verb: string): HTMLButtonElement => {
    const button = make('button', data, verb);
    button.type = 'button';
    // Many buttons, one word: the name tells them apart, up to the first flag.
    button.ariaLabel = `${verb} ${bare(text).split(/ -|\n/, 1)}`;
    return button;
  };
  const buttons = [makeButton('Run', mode === 'run' ? 'Run' : 'Insert')];
  if (nearest(pre, 'data-sandshell-edit') !== 'off') buttons.push(makeButton('Edit', 'Edit'));
  const key = stepKey(text);
  const tick = make('span', 'Tick', '✓ Done');
  tick.hidden = !keptSteps().includes(key);
  const status = make('div', 'Status');
  status.role = 'status';
  const tools = make('div', 'Tools');
  tools.append(tick, ...buttons);
  const bar = make('div', 'Bar');
  bar.dataset['sandshellBar'] = key;
  bar.append(tools, status);
  // Its words are English.
  bar.dir = 'ltr';
  pre.after(bar);
  closeGap(bar);
  return { pre, buttons, status };
}
