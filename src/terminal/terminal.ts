// The one home of xterm.js: bytes out, codes in, the size, and what the page around it needs.

import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal as Xterm, type ITheme } from '@xterm/xterm';
import xtermCss from '@xterm/xterm/css/xterm.css?inline';
import { unicodeProvider } from '../text/unicode-provider.ts';
import { answerKeys } from './browser-keys.ts';
import { adoptCss, createStyleMirror } from './style-mirror.ts';
import terminalCss from './terminal.css?inline';
import type { Theme } from './themes.ts';
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
  /** Around a change of size: the codes that take from the screen what depends on it, then its return. */
  beforeResize(): string;
  afterResize(): void;
}

const scrollbackLines = 5000;
const pieceUnits = 16_384;
const fontFamily =
  'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

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
  xterm.options.cursorBlink = !reducedMotion.matches;
  const textarea = prepareTextarea(xterm);
  const stopTouch = scrollByTouch(element, xterm);
  answerKeys(xterm, options.takesTab);
  xterm.onData(options.onData);

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
    xterm.options.theme = xtermTheme(theme);
    element.style.setProperty('--terminal-background', theme.background);
    element.style.setProperty('--terminal-foreground', theme.foreground);
    element.style.setProperty('--terminal-scrollbar', theme.scrollbar);
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
    fontFamily,
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

function openLink(_event: MouseEvent, address: string): void {
  window.open(address, '_blank', 'noopener,noreferrer');
}

/** xterm.js makes one style element past the mirror; outside the page it can be taken out in time. */
function openDetached(xterm: Xterm): HTMLElement {
  const element = document.createElement('div');
  element.className = 'sandshell-terminal';
  xterm.open(element);
  for (const style of element.querySelectorAll('style')) style.remove();
  return element;
}

function prepareTextarea(xterm: Xterm): HTMLTextAreaElement {
  const textarea = xterm.textarea;
  if (!textarea) throw new Error('xterm.js made no text field');
  textarea.setAttribute('autocomplete', 'off');
  textarea.setAttribute('autocorrect', 'off');
  textarea.setAttribute('autocapitalize', 'off');
  textarea.setAttribute('spellcheck', 'false');
  textarea.setAttribute('writingsuggestions', 'false');
  textarea.setAttribute('enterkeyhint', 'send');
  return textarea;
}

interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

const scrollbarWidth = 14;

/** Undefined while the container is hidden or letters cannot be measured. */
function sizeFor(element: HTMLElement, xterm: Xterm): GridSize | undefined {
  const screen = element.querySelector<HTMLElement>('.xterm-screen');
  const cellWidth = parseFloat(screen?.style.width ?? '') / xterm.cols;
  const cellHeight = parseFloat(screen?.style.height ?? '') / xterm.rows;
  const { clientWidth, clientHeight } = element;
  if (!(cellWidth > 0) || !(cellHeight > 0) || clientWidth === 0 || clientHeight === 0) {
    return undefined;
  }
  return {
    columns: Math.max(8, Math.floor((clientWidth - scrollbarWidth) / cellWidth)),
    rows: Math.max(2, Math.floor(clientHeight / cellHeight)),
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
