// What a snippet printed, beneath it: in the place of the recorded output, where the author gave one.

import { make } from '../inspector/dom.ts';
import { commandsOf } from './commands.ts';
import type { Outcome } from './describe-result.ts';
import type { SnippetCore } from './run-snippet.ts';

export interface Panel {
  /** `line` is told above what it printed where a snippet has several. */
  print(outcome: Outcome, line?: string): void;
  /** Nothing more will come. */
  end(): void;
}

interface Shown {
  readonly live: HTMLPreElement;
  readonly toggle: HTMLButtonElement;
  readonly expected: HTMLElement | undefined;
}

const panels = new WeakMap<HTMLPreElement, Shown>();

/** There at once, and of a height that does not change, so that nothing moves when the output comes. */
export function createPanel(pre: HTMLPreElement, { tell }: Pick<SnippetCore, 'tell'>): Panel {
  const known = panels.get(pre);
  const shown = known?.live.isConnected ? known : addPanel(pre, expectedOf(pre), tell);
  const { live } = shown;
  const hasMany = commandsOf(pre).length > 1;
  const text: string[] = [];
  panels.set(pre, shown);
  show(shown, true);
  live.ariaBusy = 'true';
  live.textContent = 'Running …';
  return {
    print({ stdout, stderr }, line) {
      text.push(`${hasMany && line ? `$ ${line}\n` : ''}${stdout}${stderr}`.trimEnd());
    },
    end() {
      live.ariaBusy = 'false';
      live.textContent = text.join('\n') || '(no output)';
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
  if (expected) live.style.height = `${expected.getBoundingClientRect().height}px`;
  live.dataset['sandshell'] = 'off';
  live.dataset['sandshellLive'] = '';
  live.tabIndex = 0;
  live.role = 'region';
  live.ariaLabel = `Live output of ${commandsOf(pre)[0]?.split(/ -|\n/, 1)[0] ?? 'it'}`;
  toggle.type = 'button';
  toggle.dataset['sandshellRecorded'] = '';
  toggle.addEventListener('click', () => {
    const isLive = live.hidden === true;
    show(shown, isLive);
    if (expected) tell(pre, isLive ? 'Live output' : 'Recorded output, as the author wrote it');
  });
  // Over the corner of the output: takes no room.
  const corner = make('div', '', toggle);
  corner.dataset['sandshellCorner'] = '';
  const bar = pre.nextElementSibling as HTMLElement | null;
  if (expected) {
    expected.before(corner);
    expected.after(live);
    bar?.classList.add('beside');
  } else bar?.append(corner, live);
  return shown;
}

function show({ live, toggle, expected }: Shown, isLive: boolean): void {
  live.hidden = !isLive;
  if (expected) expected.hidden = isLive;
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
