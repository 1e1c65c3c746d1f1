// Breaks text into lines at its spaces, as the official CLI's help pages break theirs.

import { strip } from '../text/ansi.ts';
import { textWidth } from '../text/width.ts';

/** Lines of at most `width` columns, colours not counted; a longer word has a line of its own. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const wordWidth = textWidth(strip(word));
    if (line !== '' && lineWidth + 1 + wordWidth > width) {
      lines.push(line);
      line = word;
      lineWidth = wordWidth;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      lineWidth += line === word ? wordWidth : wordWidth + 1;
    }
  }
  return line === '' ? lines : [...lines, line];
}
