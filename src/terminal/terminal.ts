// The one home of xterm.js: bytes out, codes in, the size, and what the page around it needs.

import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal as Xterm, type ITheme } from '@xterm/xterm';
import xtermCss from '@xterm/xterm/css/xterm.css?inline';
import { present } from '../base/assert.ts';
import { unicodeProvider } from '../text/unicode-provider.ts';
import { answerKeys } from './browser-keys.ts';
import { withPageColors } from './page-colors.ts';
import { adoptCss, createStyleMirror } from './style-mirror.ts';
import terminalCss from './terminal.css?inline';
import type { Theme } from './themes.ts';
import { placeOf, sizeFor } from './terminal-size.ts';
import { scrollByTouch } from './touch-scroll.ts';

export interface Terminal {
  /** What holds xterm.js; other views of the terminal may be put beside it. */
  readonly element: HTMLElement;
  readonly textarea: HTMLTextAreaElement;
  columns(): number;
  rows(): number;
  /** In order; long text is written in pieces, so that no frame of the page waits for all of it. */
  write(codes: string): void;
  /** Resolves when all that was written before is on the screen. */
  flushed(): Promise<void>;
  /** Takes the size of its container, where that has one. */
  fit(): void;
  /** The page never scrolls for it. */
  focus(): void;
  blur(): void;
  /** As if these bytes came from the keyboard. */
  input(bytes: string): void;
  scrollToBottom(): void;
  setTheme(theme: Theme): void;
  dispose(): void;
}

export interface TerminalOptions {
  readonly container: HTMLElement;
  readonly theme: Theme;
  onData(bytes: string): void;
  /** Whether a Tab pressed now is for the line; else it moves the focus on. */
  takesTab(): boolean;
  /** Before a change of size: the codes that take from the screen what depends on it. */
  beforeResize(): string;
  afterResize(): void;
  /** A click or tap that selected nothing; `row` counts from the cursor's, negative above it. */
  onClick(place: { readonly row: number; readonly column: number }): void;
}

const scrollbackLines = 5000;
const pieceUnits = 16_384;
const defaultFont =
  'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

export function createTerminal(options: TerminalOptions): Terminal {
  const { container } = options;
  const root = rootOf(container);
  const mirror = createStyleMirror(root);
  const removeCss = [adoptCss(root, xtermCss), adoptCss(root, terminalCss)];
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  const xterm = createXterm(mirror.document, options.theme);
  const element = openDetached(xterm);
  container.append(element);
  // Only in the page can letters be measured; a changed option makes xterm.js do so.
  xterm.options.fontFamily = fontOf(element);
  xterm.options.cursorBlink = !reducedMotion.matches;
  const textarea = prepareTextarea(xterm, element);
  const stopTouch = scrollByTouch(element, xterm);
  answerKeys(xterm, options.takesTab);
  xterm.onData(options.onData);
  element.addEventListener('click', (event) => {
    const place = xterm.hasSelection() ? undefined : placeOf(event, element, xterm);
    if (place) options.onClick(place);
  });

  const followMotion = (): void => {
    xterm.options.cursorBlink = !reducedMotion.matches;
  };
  reducedMotion.addEventListener('change', followMotion);
  const observer = new ResizeObserver(() => fit());
  observer.observe(element);

  let isResizing = false;

  function fit(): void {
    const size = sizeFor(element, xterm);
    if (isResizing || !size || (size.columns === xterm.cols && size.rows === xterm.rows)) return;
    isResizing = true;
    xterm.write(options.beforeResize(), () => {
      xterm.resize(size.columns, size.rows);
      isResizing = false;
      options.afterResize();
    });
  }

  function setTheme(theme: Theme): void {
    const shown = withPageColors(theme, element);
    xterm.options.theme = xtermTheme(shown);
    // The container's padding belongs to the terminal.
    container.style.backgroundColor = shown.background;
    for (const [name, value] of Object.entries(cssColors(shown))) {
      element.style.setProperty(name, value);
    }
  }

  setTheme(options.theme);
  const start = sizeFor(element, xterm);
  if (start) xterm.resize(start.columns, start.rows);

  return {
    element,
    textarea,
    columns: () => xterm.cols,
    rows: () => xterm.rows,
    write(codes) {
      for (let at = 0; at < codes.length; at += pieceUnits) {
        xterm.write(codes.slice(at, at + pieceUnits));
      }
    },
    flushed: () => new Promise((done) => xterm.write('', done)),
    fit,
    focus: () => xterm.focus(),
    blur: () => xterm.blur(),
    input: (bytes) => xterm.input(bytes),
    scrollToBottom: () => xterm.scrollToBottom(),
    setTheme,
    dispose() {
      observer.disconnect();
      reducedMotion.removeEventListener('change', followMotion);
      stopTouch();
      xterm.dispose();
      element.remove();
      mirror.dispose();
      for (const remove of removeCss) remove();
    },
  };
}

function rootOf(container: HTMLElement): Document | ShadowRoot {
  const root = container.getRootNode();
  return root instanceof ShadowRoot ? root : container.ownerDocument;
}

function createXterm(document: Document, theme: Theme): Xterm {
  const xterm = new Xterm({
    allowProposedApi: true,
    documentOverride: document,
    theme: xtermTheme(theme),
    fontSize: 14,
    lineHeight: 1.35,
    cursorStyle: 'bar',
    cursorWidth: 2,
    cursorInactiveStyle: 'outline',
    scrollback: scrollbackLines,
    scrollOnEraseInDisplay: true,
    drawBoldTextInBrightColors: false,
  });
  const provider = unicodeProvider();
  xterm.unicode.register(provider);
  xterm.unicode.activeVersion = provider.version;
  xterm.loadAddon(new WebLinksAddon(openLink));
  // So that pasted text can be told from typed text.
  xterm.write('\x1b[?2004h');
  return xterm;
}

function fontOf(element: HTMLElement): string {
  return getComputedStyle(element).getPropertyValue('--sandshell-font').trim() || defaultFont;
}

function openLink(_event: MouseEvent, address: string): void {
  window.open(address, '_blank', 'noopener,noreferrer');
}

/** xterm.js makes one style element past the mirror; it is gone before it could be in the page. */
function openDetached(xterm: Xterm): HTMLElement {
  const element = document.createElement('div');
  element.className = 'sandshell-terminal';
  xterm.open(element);
  for (const style of element.querySelectorAll('style')) style.remove();
  return element;
}

const hint =
  'Tab completes the word before the cursor; on an empty line it moves on. ' +
  'Shift+Tab always leaves the terminal, and so does Escape and then Tab.';

let hintCount = 0;

function prepareTextarea(xterm: Xterm, element: HTMLElement): HTMLTextAreaElement {
  const textarea = present(xterm.textarea, 'the text field of xterm.js');
  const description = document.createElement('p');
  hintCount += 1;
  description.id = `sandshell-hint-${hintCount}`;
  description.className = 'sandshell-hint';
  description.textContent = hint;
  element.append(description);
  textarea.setAttribute('aria-label', 'Command line');
  textarea.setAttribute('aria-describedby', description.id);
  textarea.setAttribute('autocomplete', 'off');
  textarea.setAttribute('autocorrect', 'off');
  textarea.setAttribute('autocapitalize', 'off');
  textarea.setAttribute('spellcheck', 'false');
  textarea.setAttribute('writingsuggestions', 'false');
  textarea.setAttribute('enterkeyhint', 'send');
  return textarea;
}

function cssColors(theme: Theme): Record<string, string> {
  return {
    '--terminal-background': theme.background,
    '--terminal-foreground': theme.foreground,
    '--terminal-scrollbar': theme.scrollbar,
    '--terminal-quiet': theme.colors.brightBlack,
  };
}

function xtermTheme(theme: Theme): ITheme {
  return {
    ...theme.colors,
    background: theme.background,
    foreground: theme.foreground,
    cursor: theme.cursor,
    cursorAccent: theme.background,
    selectionBackground: theme.selection,
    selectionInactiveBackground: theme.selection,
  };
}
