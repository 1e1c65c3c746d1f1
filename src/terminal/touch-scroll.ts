// A finger that drags scrolls what was printed before; at its ends the page goes on.

/** What is asked of xterm.js here. */
export interface ScrolledTerminal {
  readonly rows: number;
  readonly buffer: { readonly active: { readonly viewportY: number; readonly baseY: number } };
  scrollLines(count: number): void;
}

/** As long as the element lives. */
export function scrollByTouch(element: HTMLElement, xterm: ScrolledTerminal): void {
  let lastY = 0;
  /** Pixels dragged that do not make a whole line yet. */
  let left = 0;

  function start(event: TouchEvent): void {
    lastY = event.touches[0]?.clientY ?? 0;
    left = 0;
  }

  function drag(event: TouchEvent): void {
    const touch = event.touches[0];
    if (!touch || event.touches.length > 1) return;
    const dragged = lastY - touch.clientY;
    if (!canScroll(xterm, dragged)) {
      lastY = touch.clientY;
      return;
    }
    event.preventDefault();
    lastY = touch.clientY;
    const lineHeight = element.clientHeight / xterm.rows;
    const lines = Math.trunc((left + dragged) / lineHeight);
    left += dragged - lines * lineHeight;
    if (lines !== 0) xterm.scrollLines(lines);
  }

  element.addEventListener('touchstart', start, { passive: true });
  element.addEventListener('touchmove', drag, { passive: false });
}

function canScroll(xterm: ScrolledTerminal, dragged: number): boolean {
  const { viewportY, baseY } = xterm.buffer.active;
  return dragged < 0 ? viewportY > 0 : viewportY < baseY;
}
