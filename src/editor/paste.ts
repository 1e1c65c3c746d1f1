// Pasted text made fit for the line: no control codes, no prompts, no surprise Enter.

import { strip } from '../text/ansi.ts';

/** Linear in the text's length. Line feeds between lines stay, those at the end go. */
export function cleanPaste(text: string): string {
  const lines = strip(text.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' '));
  return withoutFinalFeeds(withoutPrompts(withoutFences(lines)));
}

/** As the source of a page shows them, around a block of code. */
function withoutFences(text: string): string {
  return text.replace(/^[ \t]*```.*\n?/gm, '');
}

/** Docs pages show `$ stripe …`; the prompt is no part of the command. */
function withoutPrompts(text: string): string {
  return /^\s*\$ /.test(text) ? text.replace(/^[ \t]*\$ /gm, '') : text;
}

function withoutFinalFeeds(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}
