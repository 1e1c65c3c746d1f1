// The one home of xterm.js: bytes out, codes in, the size, and what the page around it needs.

import { Terminal as Xterm, type ITheme } from '@xterm/xterm';
import xtermCss from '@xterm/xterm/css/xterm.css?inline';
import { unicodeProvider } from '../text/unicode-provider.ts';
import { answerKeys } from './browser-keys.ts';
import { fontOf, fontSize, lineHeight, withPageColors } from './page-looks.ts';
import { adoptCss, createStyleMirror } from './style-mirror.ts';
import terminalCss from './terminal.css?inline';
import { placeOf, sizeFor, type ClickedPlace, type GridSize } from './terminal-size.ts';
import { prepareTextarea } from './textarea.ts';
import type { Theme } from './themes.ts';

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
  scrollToBottom(): void;
  setTheme(theme: Theme): void;
  dispose(): void;
}

export interface TerminalOptions {
  /** In the page already, for its size and its styles to be known. */
  readonly container: HTMLElement;
  readonly theme: Theme;
  /** The size it is expected to have; to find that out here takes longer. */
  readonly size?: GridSize | undefined;
  onData(bytes: string): void;
  /** Whether a Tab pressed now is for the line; else it moves the focus on. */
  takesTab(): boolean;
  /** Before a change of size: the codes that take from the screen what depends on it. */
  beforeResize(): string;
  afterResize(): void;
  /** A click or tap that selected nothing. */
  onClick(place: ClickedPlace): void;
}

const scrollbackLines = 5000;
const pieceUnits = 16_384;

export function createTerminal(options: TerminalOptions): Terminal {
  const { container } = options;
  const { xterm, element, remove } = openXterm(options);
  const textarea = prepareTextarea(xterm.textarea, element);
  const fit = createFit(xterm, element, options);
  const observer = new ResizeObserver(fit);
  scrollByFinger(element, xterm);
  answerKeys(xterm, options.takesTab);
  xterm.onData(options.onData);
  element.addEventListener('click', (event) => {
    const place = xterm.hasSelection() ? undefined : placeOf(event, element, xterm);
    if (place) options.onClick(place);
  });
  observer.observe(element);

  return {
    element,
    textarea,
    fit,
    columns: () => xterm.cols,
    rows: () => xterm.rows,
    write(codes) {
      for (let at = 0; at < codes.length; at += pieceUnits) {
        xterm.write(codes.slice(at, at + pieceUnits));
      }
    },
    flushed: () => new Promise((done) => xterm.write('', done)),
    focus: () => xterm.focus(),
    blur: () => xterm.blur(),
    scrollToBottom: () => xterm.scrollToBottom(),
    setTheme(theme) {
      const shown = withPageColors(theme, container);
      xterm.options.theme = xtermTheme(shown);
      paintAround(shown, container, element);
    },
    dispose() {
      observer.disconnect();
      remove();
    },
  };
}

interface OpenXterm {
  readonly xterm: Xterm;
  readonly element: HTMLElement;
  /** From the page, with its styles. */
  remove(): void;
}

function openXterm({ container, theme, size }: TerminalOptions): OpenXterm {
  const root = rootOf(container);
  const mirror = createStyleMirror(root);
  const removeCss = [adoptCss(root, xtermCss), adoptCss(root, terminalCss)];
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  const shown = withPageColors(theme, container);
  const xterm = createXterm(mirror.document, { container, theme: shown, size });
  const element = openDetached(xterm);
  paintAround(shown, container, element);
  container.append(element);

  function followMotion(): void {
    xterm.options.cursorBlink = !reducedMotion.matches;
  }

  // Only in the page can letters be measured, and a changed option makes xterm.js do so.
  xterm.options.cursorBlink = reducedMotion.matches;
  followMotion();
  reducedMotion.addEventListener('change', followMotion);
  if (!size) adjustSize(xterm, element);

  function remove(): void {
    reducedMotion.removeEventListener('change', followMotion);
    xterm.dispose();
    element.remove();
    mirror.dispose();
    for (const removeOne of removeCss) removeOne();
  }

  return { xterm, element, remove };
}

function adjustSize(xterm: Xterm, element: HTMLElement): void {
  const size = sizeFor(element, xterm);
  if (size) xterm.resize(size.columns, size.rows);
}

function rootOf(container: HTMLElement): Document | ShadowRoot {
  const root = container.getRootNode();
  return root instanceof ShadowRoot ? root : container.ownerDocument;
}

type Looks = Pick<TerminalOptions, 'container' | 'theme' | 'size'>;

function createXterm(document: Document, { container, theme, size }: Looks): Xterm {
  const xterm = new Xterm({
    ...(size ? { cols: size.columns, rows: size.rows } : {}),
    allowProposedApi: true,
    documentOverride: document,
    theme: xtermTheme(theme),
    fontFamily: fontOf(container),
    fontSize,
    lineHeight,
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
  linkOnApproach(xterm, container);
  // So that pasted text can be told from typed text.
  xterm.write('\x1b[?2004h');
  return xterm;
}

/** Links are for pointers: without one the add-on is not fetched, and without it links are text. */
function linkOnApproach(xterm: Xterm, container: HTMLElement): void {
  const link = (): void => {
    import('@xterm/addon-web-links').then(
      ({ WebLinksAddon }) => xterm.loadAddon(new WebLinksAddon(openLink)),
      () => undefined,
    );
  };
  container.addEventListener('pointerenter', link, { once: true });
}

/** Fetched where there can be a finger. Without it the page scrolls, and the terminal does not. */
function scrollByFinger(element: HTMLElement, xterm: Xterm): void {
  if (navigator.maxTouchPoints === 0) return;
  import('./touch-scroll.ts').then(
    ({ scrollByTouch }) => scrollByTouch(element, xterm),
    () => undefined,
  );
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

/** What depends on the container's size is drawn anew with each change of it. */
function createFit(xterm: Xterm, element: HTMLElement, options: TerminalOptions): () => void {
  let isResizing = false;
  let wasHidden = false;
  // After xterm.js has seen it too: resized before that, it would scroll by the height that it had.
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    wasHidden = false;
    fit();
  });

  function fit(): void {
    const size = sizeFor(element, xterm);
    if (!size) wasHidden = true;
    if (wasHidden) return seen.observe(element);
    if (isResizing || !size || (size.columns === xterm.cols && size.rows === xterm.rows)) return;
    isResizing = true;
    xterm.write(options.beforeResize(), () => {
      isResizing = false;
      xterm.resize(size.columns, size.rows);
      options.afterResize();
    });
  }
  return fit;
}

/** The container's padding belongs to the terminal; and the rules of terminal.css need colours. */
function paintAround(theme: Theme, container: HTMLElement, element: HTMLElement): void {
  container.style.backgroundColor = theme.background;
  element.style.setProperty('--terminal-background', theme.background);
  element.style.setProperty('--terminal-foreground', theme.foreground);
  element.style.setProperty('--terminal-scrollbar', theme.scrollbar);
  element.style.setProperty('--terminal-quiet', theme.colors.brightBlack);
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
