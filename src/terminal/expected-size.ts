// The size a terminal will have, before there is one: in the time that its code takes to come.

import { fontOf, fontSize, lineHeight } from './page-looks.ts';
import { roomFor, type GridSize } from './terminal-size.ts';

/**
 * Undefined while the container has no room. Letters are measured as xterm.js measures them; should
 * it come to another size, it keeps its own. The browser has then found the font, which is slow.
 */
export function expectedSize(container: HTMLElement): GridSize | undefined {
  const context = globalThis.OffscreenCanvas && new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return undefined;
  context.font = `${fontSize}px ${fontOf(container)}`;
  const letter = context.measureText('W');
  const height = letter.fontBoundingBoxAscent + letter.fontBoundingBoxDescent;
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(container);
  const pixel = 1 / devicePixelRatio;
  return roomFor({
    width: container.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
    height: container.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom),
    cellWidth: letter.width,
    cellHeight: Math.floor(Math.ceil(height / pixel) * lineHeight) * pixel,
  });
}
