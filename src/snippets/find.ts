// Tells which code blocks of a docs page hold a command. Pure, and small: the loader carries it.

export type SnippetMode = 'run' | 'insert' | 'off';

/**
 * Blocks that begin with `stripe ` or `$ stripe `; `stripe-mock` and prose about stripe are none.
 */
export function isCommand(text: string): boolean {
  return /^\s*(\$ )?stripe\s/.test(text);
}

/** From the attribute `data-sandshell`; what is not known means the default, to run. */
export function readMode(value: string | undefined): SnippetMode {
  return value === 'insert' || value === 'off' ? value : 'run';
}
