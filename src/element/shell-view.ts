// The parts that `<sand-shell>` is made of, without any behaviour.

import { wordsOfError } from '../base/words-of-error.ts';
import { make } from '../inspector/dom.ts';

export interface ShellView {
  readonly region: HTMLElement;
  readonly splitter: HTMLElement;
  readonly body: HTMLElement;
  /** The terminal draws in here. */
  readonly screen: HTMLElement;
  readonly keys: HTMLElement;
  /** A sentence that stays: what went wrong, or what is not kept. */
  readonly notice: HTMLElement;
  readonly badge: HTMLElement;
  readonly inspect: HTMLButtonElement;
  readonly maximise: HTMLButtonElement;
  readonly close: HTMLButtonElement;
}

export function createShellView(): ShellView {
  const splitter = make('div', 'splitter');
  const badge = make('span', 'badge');
  const inspect = button('inspect', 'Inspector');
  const maximise = button('maximise', '', 'Fill the window');
  const close = button('close', '', 'Close the shell');
  const title = make('span', 'title', 'Sandshell');
  const bar = make('div', 'bar', title, badge, inspect, maximise, close);
  const notice = make('p', 'notice');
  const screen = make('div', 'screen');
  const keys = make('div', 'keys');
  const body = make('div', 'body', make('div', 'pane', notice, screen, keys));
  const region = make('div', 'region', splitter, bar, body);

  region.role = 'region';
  region.ariaLabel = 'Sandshell';
  splitter.role = 'separator';
  splitter.tabIndex = 0;
  splitter.ariaOrientation = 'horizontal';
  splitter.ariaLabel = 'Height of the shell';
  // The pointer leaves the focus where it is: who types goes on to type.
  for (const pressed of [splitter, bar])
    pressed.addEventListener('mousedown', (event) => event.preventDefault());
  notice.role = 'status';
  notice.hidden = true;
  name(region, 'drawer');
  name(bar, 'header');
  name(screen, 'terminal');
  return { region, splitter, body, screen, keys, notice, badge, inspect, maximise, close };
}

/** `label` where the text is a picture. */
function button(className: string, text: string, label?: string): HTMLButtonElement {
  const made = make('button', className, text);
  made.type = 'button';
  if (label) {
    made.ariaLabel = label;
    made.title = label;
  }
  return made;
}

/** For `::part(…)` in the page's styles. */
function name(element: HTMLElement, part: string): void {
  element.setAttribute('part', part);
}

/** Nothing for no text. */
export function tellNotice(view: ShellView, text: string | undefined): void {
  view.notice.textContent = text ?? '';
  view.notice.hidden = !text;
}

/** Does `again` once the network is back, or the reader clicks where the terminal should be. */
export function tellFailure(
  view: ShellView,
  error: unknown,
  again: () => Promise<{ focus(): void } | false>,
): void {
  tellNotice(view, wordsOfError(error));
  const tried = new AbortController();
  const tryAgain = async ({ type }: Event): Promise<void> => {
    tried.abort();
    // A failure is told as this one was.
    const session = await again().catch(() => false as const);
    if (session && type === 'click') session.focus();
  };
  view.body.addEventListener('click', tryAgain, tried);
  globalThis.addEventListener('online', tryAgain, tried);
}
