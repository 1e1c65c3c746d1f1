// Puts a bar with a button and a place for the result below each snippet. Small: the loader carries
// it.

import { isCommand, readMode } from './find.ts';

export interface Enhanced {
  readonly pre: HTMLPreElement;
  readonly button: HTMLButtonElement;
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
  for (const code of root.querySelectorAll<HTMLElement>('pre>code:only-child')) {
    const pre = code.parentElement as HTMLPreElement;
    const text = code.textContent ?? '';
    const mode = readMode(pre.dataset['sandshell']);
    const isDone = pre.nextElementSibling?.matches('[data-sandshell-bar]');
    if (mode !== 'off' && !isDone && isCommand(text)) found.push(addBar(pre, text, mode));
  }
  return found;
}

function addBar(pre: HTMLPreElement, text: string, mode: 'run' | 'insert'): Enhanced {
  const button = document.createElement('button');
  const status = document.createElement('span');
  const bar = document.createElement('div');
  const verb = mode === 'run' ? 'Run' : 'Insert';
  button.type = 'button';
  button.dataset['sandshellRun'] = '';
  button.textContent = verb;
  // Many buttons, one word: the name tells them apart, up to the first flag.
  button.ariaLabel = `${verb} ${text.replace(/^\s*(\$ )?/, '').split(/ -|\n/, 1)}`;
  status.role = 'status';
  bar.dataset['sandshellBar'] = '';
  bar.append(button, status);
  pre.after(bar);
  return { pre, button, status };
}
