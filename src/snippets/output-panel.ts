// What a snippet printed, beneath it: in the place of the recorded output, where the author gave one.

import { make } from '../inspector/dom.ts';
import { commandsOf } from './commands.ts';
import { closeGap } from './find.ts';
import type { SnippetCore } from './snippet-core.ts';

export interface Panel {
  /** Fetches what printing needs. Until then nothing may be printed. */
  prepare(): Promise<void>;
  /** A command begins; it is told above what it prints where a snippet has several. */
  begin(line: string): void;
  /** With the codes of a terminal's colours. */
  print(text: string): void;
  /** Nothing more will come. */
  end(): void;
}

interface Shown {
  readonly live: HTMLPreElement;
  readonly toggle: HTMLButtonElement;
  readonly expected: HTMLElement | undefined;
}

const panels = new WeakMap<HTMLPreElement, Shown>();

/** There at once, in a box of a height that does not change, so that the page below it stays where it is. */
export function createPanel(pre: HTMLPreElement, { tell }: Pick<SnippetCore, 'tell'>): Panel {
  const known = panels.get(pre);
  const shown = known?.live.isConnected ? known : addPanel(pre, expectedOf(pre), tell);
  const { live } = shown;
  const hasMany = commandsOf(pre).length > 1;
  let paint: ((text: string) => void) | undefined;
  let isEmpty = true;
  let isLineOpen = false;
  panels.set(pre, shown);
  show(shown, true);
  live.ariaBusy = 'true';
  live.textContent = 'Running …';

  function print(text: string): void {
    if (!text) return;
    if (isEmpty) live.textContent = '';
    isEmpty = false;
    isLineOpen = !text.endsWith('\n');
    paint?.(text);
  }

  return {
    async prepare() {
      paint ??= (await import('./output-painter.ts')).createPainter(live);
    },
    begin: (line) => print(hasMany ? `${isLineOpen ? '\n' : ''}$ ${line}\n` : ''),
    print,
    end() {
      live.ariaBusy = 'false';
      if (isEmpty) live.textContent = '(no output)';
    },
  };
}

function addPanel(
  pre: HTMLPreElement,
  expected: HTMLElement | undefined,
  tell: SnippetCore['tell'],
): Shown {
  const model = expected ?? pre;
  const live = make('pre', model.className);
  const toggle = make('button', '');
  const shown = { live, toggle, expected };
  // As the site draws its blocks; set by script, which a strict style-src lets through.
  live.style.cssText = model.style.cssText;
  if (expected) live.style.height = heightFor(expected);
  live.dataset['sandshell'] = 'off';
  live.dataset['sandshellLive'] = '';
  live.tabIndex = 0;
  live.dir = 'ltr';
  live.role = 'region';
  live.ariaLabel = `Live output of ${commandsOf(pre)[0]?.split(/ -|\n/, 1)[0] ?? 'it'}`;
  toggle.type = 'button';
  toggle.dataset['sandshellRecorded'] = '';
  toggle.addEventListener('click', () => {
    const isLive = live.hidden === true;
    show(shown, isLive);
    if (expected) tell(pre, isLive ? 'Live output' : 'Recorded output, as the author wrote it');
  });
  // Over the lower corner of the output: takes no room.
  const corner = make('div', '', toggle);
  corner.dataset['sandshellCorner'] = '';
  const bar = pre.nextElementSibling as HTMLElement | null;
  if (expected) {
    expected.after(live, corner);
    closeGap(corner);
    bar?.classList.add('beside');
  } else bar?.append(live, corner);
  return shown;
}

/** As high as the author's; at once higher where only a line or two of more are shown, as in `{ … }`. */
function heightFor(expected: HTMLElement): string {
  const height = `${expected.getBoundingClientRect().height}px`;
  return /…|\.\.\./.test(expected.textContent ?? '') ? `max(${height}, 10em)` : height;
}

function show({ live, toggle, expected }: Shown, isLive: boolean): void {
  live.hidden = !isLive;
  if (expected) {
    expected.hidden = isLive;
    // What is shown comes first: a site's own button to copy a block takes what stands beside it.
    expected[isLive ? 'before' : 'after'](live);
  }
  const other = expected ? 'Recorded output' : 'Hide output';
  toggle.textContent = isLive ? other : expected ? 'Live output' : 'Show output';
}

/** The recorded output: comes after the snippet, and before the next one. */
export function expectedOf(pre: HTMLPreElement): HTMLElement | undefined {
  const marked = '[data-sandshell-expected]';
  const all = [...document.querySelectorAll<HTMLElement>(`[data-sandshell-bar],${marked}`)];
  const next = all[all.indexOf(pre.nextElementSibling as HTMLElement) + 1];
  return next?.matches(marked) ? next : undefined;
}
