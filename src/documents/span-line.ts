// The command that a sentence names, as `stripe customers retrieve <id>`, as a line to look at. Pure.

import { isCommand } from '../snippets/find.ts';

/**
 * Up to the first …, with plain words for what a reader is to fill in: `<id>`, `{{CUSTOMER_ID}}`, and
 * without what is optional in brackets. Undefined where no command is named.
 */
export function spanLine(text: string): string | undefined {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/^\s*\$ /, '')
    .replace(/(^|\s)(…|\.\.\.).*$/, '')
    .replace(/<[A-Za-z][\w .|-]*>|\{\{\s*\w+\s*\}\}|(\.\.\.|…)/g, 'X')
    .replace(/(^|\s)\[[^\]]*\]/g, '')
    .trim();
  // What a … stands for may be the command that the flags before it belong to.
  const isCut = /(^|\s)(…|\.\.\.)/.test(text) && /^stripe(\s+-\S+(\s+[^-\s]\S*)?)*$/.test(line);
  const second = line.split(' ')[1] ?? '';
  // `stripe RESOURCE create` names no command, but how one is made.
  const isPattern = /^[A-Z][A-Z_]*$|^X\b/.test(second);
  return isCommand(line) && !isPattern && !isCut ? line : undefined;
}
