// What a command printed, as text of the page: each run in a colour becomes an element, never HTML.

import { make } from '../inspector/dom.ts';
import { createStyleReader } from '../text/read-styled.ts';
import type { Run, Style } from '../text/styled.ts';

/** What is longer than this many runs goes on without colours, so that a page stays quick. */
const runsMax = 5_000;

/** Gives a function that adds printed text to an element, in the looks that `snippets.css` has for it. */
export function createPainter(element: HTMLElement): (text: string) => void {
  const read = createStyleReader();
  let count = 0;
  return (text) => {
    const runs = read(text);
    count += runs.length;
    element.append(...(count > runsMax ? runs.map((run) => run.text) : runs.map(painted)));
  };
}

const words = ['bold', 'dim', 'italic', 'underline'] as const;

function painted({ text, style }: Run): Node | string {
  const looks = looksOf(style);
  if (!looks) return text;
  const span = make('span', '', text);
  span.dataset['sandshellLooks'] = looks;
  return span;
}

/** As in `brightBlue bold`; what programs hardly print, inversion and backgrounds, is left out. */
function looksOf(style: Style): string {
  return [style.color, ...words.filter((word) => style[word])].filter(Boolean).join(' ');
}
