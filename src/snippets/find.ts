// Tells which code blocks of a docs page hold a command. Small: the loader carries it.

export type SnippetMode = 'run' | 'insert' | 'off';

/**
 * Blocks that begin with `stripe ` or `$ stripe `, below comments or not; `stripe-mock` and prose about
 * stripe are none.
 */
export function isCommand(text: string): boolean {
  return /^stripe\s/.test(bare(text));
}

/** Without the comments above the first command, and without its prompt. */
export function bare(text: string): string {
  return text.replace(/^\s*(#.*[\r\n]\s*)*(\$ )?/, '');
}

/** From the attribute `data-sandshell`; what is not known means the default, to run. */
export function readMode(value: string | undefined): SnippetMode {
  return value === 'insert' || value === 'off' ? value : 'run';
}

/** What is added to a column of items that stand apart makes no gap of its own there. */
export function closeGap(added: HTMLElement): void {
  const { display, rowGap } = getComputedStyle(added.parentElement as Element);
  if (display.includes('flex')) added.style.setProperty('margin-top', `-${rowGap}`, 'important');
}

/** Of a block's own attribute, or of the nearest element around it that has one. */
export function nearest(pre: Element, attribute: string): string | null | undefined {
  return pre.closest(`[${attribute}]`)?.getAttribute(attribute);
}
