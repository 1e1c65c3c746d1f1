// The frame at the foot of the page: opens, closes, grows and shrinks, and hands focus back where
// it came from.

import { styleSheet } from '../inspector/dom.ts';

export interface DrawerParts {
  /** The element that carries `--height`. */
  readonly host: HTMLElement;
  readonly region: HTMLElement;
  readonly splitter: HTMLElement;
  readonly maximise: HTMLButtonElement;
  onOpen(): void;
}

export interface Drawer {
  isOpen(): boolean;
  /** `opener` gets the focus back; without it, whatever had it last. */
  open(opener?: HTMLElement): void;
  close(): void;
  toggleSize(): void;
  /** Undoes what was done to the page. */
  disconnect(): void;
}

/** In CSS pixels. */
const heightMin = 160;
const heightStep = 32;
/** Of the window's height, at first; and no less than shows some lines on a phone held sideways. */
const shareAtFirst = 0.46;
const heightAtFirstMin = 260;
/** Left free above a maximised drawer, in CSS pixels. */
const gapAbove = 8;

export function createDrawer(parts: DrawerParts): Drawer {
  const { host, region, splitter, maximise } = parts;
  let height = Math.max(heightAtFirstMin, Math.round(innerHeight * shareAtFirst));
  let isMaximised = false;
  let cameFrom: HTMLElement | undefined;
  const room = createRoom();

  const heightMax = (): number => Math.max(heightMin, viewportHeight() - gapAbove);

  function draw(): void {
    const shown = isMaximised ? heightMax() : Math.min(Math.max(height, heightMin), heightMax());
    host.style.setProperty('--height', `${shown}px`);
    host.style.setProperty('--keyboard', `${hiddenBelow()}px`);
    splitter.ariaValueMin = String(heightMin);
    splitter.ariaValueMax = String(Math.round(heightMax()));
    splitter.ariaValueNow = String(Math.round(shown));
    splitter.ariaValueText = `${Math.round(shown)} pixels high`;
    maximise.ariaPressed = String(isMaximised);
    room.make(region.hidden ? 0 : shown);
    tellOpeners(!region.hidden);
  }

  function resize(to: number): void {
    isMaximised = false;
    height = Math.min(Math.max(to, heightMin), heightMax());
    draw();
  }

  function open(opener?: HTMLElement): void {
    cameFrom = opener ?? focused();
    region.hidden = false;
    draw();
    parts.onOpen();
  }

  function close(): void {
    const hadFocus = host.matches(':focus-within') || host.shadowRoot?.activeElement != null;
    region.hidden = true;
    draw();
    if (hadFocus && cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
    cameFrom = undefined;
  }

  region.addEventListener('focusin', ({ relatedTarget }) => {
    if (relatedTarget instanceof HTMLElement && !region.contains(relatedTarget)) {
      cameFrom = relatedTarget;
    }
  });
  listenToSplitter(splitter, { height: () => region.offsetHeight, heightMax, resize });
  const follow = new AbortController();
  for (const target of [globalThis, globalThis.visualViewport]) {
    target?.addEventListener('resize', draw, { signal: follow.signal });
  }
  globalThis.visualViewport?.addEventListener('scroll', draw, { signal: follow.signal });

  return {
    isOpen: () => !region.hidden,
    open,
    close,
    toggleSize() {
      isMaximised = !isMaximised;
      draw();
    },
    disconnect() {
      follow.abort();
      room.make(0);
    },
  };
}

function focused(): HTMLElement | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement !== document.body
    ? activeElement
    : undefined;
}

/** The page's own buttons say whether the drawer is open. */
function tellOpeners(isOpen: boolean): void {
  for (const opener of document.querySelectorAll('[data-sandshell-open]')) {
    opener.ariaExpanded = String(isOpen);
  }
}

/** Of what can be seen: without an on-screen keyboard. */
function viewportHeight(): number {
  return globalThis.visualViewport?.height ?? innerHeight;
}

/** What an on-screen keyboard hides at the foot of the page. */
function hiddenBelow(): number {
  const view = globalThis.visualViewport;
  return view ? Math.max(0, Math.round(innerHeight - view.height - view.offsetTop)) : 0;
}

/**
 * Room below the page's last line, and a scroll margin, so that the drawer covers nothing for
 * good.
 */
function createRoom(): { make(height: number): void } {
  const sheet = styleSheet('/* sandshell: room for the drawer */');
  return {
    make(height) {
      const others = document.adoptedStyleSheets.filter((other) => other !== sheet);
      sheet.replaceSync(`@media screen {
        :root { scroll-padding-bottom: ${height}px }
        body::after { content: ''; display: block; height: ${height}px }
      }`);
      document.adoptedStyleSheets = height > 0 ? [...others, sheet] : others;
    },
  };
}

interface Sizes {
  height(): number;
  heightMax(): number;
  resize(to: number): void;
}

function listenToSplitter(splitter: HTMLElement, { height, heightMax, resize }: Sizes): void {
  splitter.addEventListener('keydown', (event) => {
    const targets = new Map([
      ['ArrowUp', height() + heightStep],
      ['ArrowDown', height() - heightStep],
      ['PageUp', height() + 4 * heightStep],
      ['PageDown', height() - 4 * heightStep],
      ['Home', heightMin],
      ['End', heightMax()],
    ]);
    const target = targets.get(event.key);
    if (target === undefined) return;
    event.preventDefault();
    resize(target);
  });
  splitter.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const grabbed = { y: event.clientY, height: height() };
    const drag = new AbortController();
    const move = (moved: PointerEvent): void => resize(grabbed.height + grabbed.y - moved.clientY);
    splitter.setPointerCapture(event.pointerId);
    splitter.addEventListener('pointermove', move, { signal: drag.signal });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      splitter.addEventListener(end, () => drag.abort(), { signal: drag.signal });
    }
  });
}
