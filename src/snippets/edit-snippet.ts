// Edit and run: the text of a snippet becomes a text box where it stands, and the author's text again.

import type { SnippetCore } from './snippet-core.ts';
import { textOf } from './text-of.ts';

/** Gives a function that begins the editing of a snippet, or ends it. */
export function createEditing({ run, tell }: Pick<SnippetCore, 'run' | 'tell'>) {
  /** What ends the editing that is going on. */
  const open = new WeakMap<HTMLPreElement, () => void>();

  function begin(pre: HTMLPreElement, code: HTMLElement): void {
    const button = pre.nextElementSibling?.querySelector<HTMLElement>('[data-sandshell-edit]');
    const original = [...code.childNodes];
    const label = button?.ariaLabel ?? 'Edit';
    const names = ['contenteditable', 'role', 'aria-label', 'aria-multiline', 'spellcheck'];
    // Plain, for what is typed into a word's colour would take it on.
    code.replaceChildren(textOf(pre));
    makeEditable(code);
    code.role = 'textbox';
    code.ariaLabel = label;
    code.ariaMultiLine = 'true';
    code.spellcheck = false;
    const listening = new AbortController();
    const end = (): void => {
      listening.abort();
      open.delete(pre);
      code.replaceChildren(...original);
      for (const name of names) code.removeAttribute(name);
      rename(button, 'Edit', label);
      tell(pre, 'The original is back.');
    };
    code.addEventListener('keydown', (event) => onKey(event, pre, end), listening);
    open.set(pre, end);
    rename(button, 'Original', label.replace('Edit', 'Original'));
    const [first, last] = matchMedia('(pointer: coarse)').matches
      ? ['Run', 'Original']
      : ['Ctrl+Enter', 'Esc'];
    tell(pre, `${first} runs it, ${last} brings the original back.`);
    code.focus({ preventScroll: true });
    getSelection()?.selectAllChildren(code);
    getSelection()?.collapseToEnd();
  }

  function onKey(event: KeyboardEvent, pre: HTMLPreElement, end: () => void): void {
    if (event.isComposing) return;
    const isRun = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isRun && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (isRun) return void run(pre);
    end();
    pre.nextElementSibling?.querySelector<HTMLElement>('[data-sandshell-edit]')?.focus();
  }

  return (pre: HTMLPreElement): void => {
    const end = open.get(pre);
    const code = pre.querySelector('code');
    if (end) end();
    else if (code) begin(pre, code);
  };
}

function rename(button: HTMLElement | null | undefined, text: string, label: string): void {
  if (!button) return;
  button.textContent = text;
  button.ariaLabel = label;
}

/** Older browsers know no plain text here, and say so by throwing. */
function makeEditable(code: HTMLElement): void {
  try {
    code.contentEditable = 'plaintext-only';
  } catch {
    code.contentEditable = 'true';
  }
}
