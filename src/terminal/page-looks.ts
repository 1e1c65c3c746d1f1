// What a page decides by custom properties: the colours and the font, in the place of our own.

import type { Theme } from './themes.ts';

/** `--sandshell-background`, `--sandshell-color` and `--sandshell-accent`, as they hold there. */
export function withPageColors(theme: Theme, element: HTMLElement): Theme {
  const style = getComputedStyle(element);
  const given = (property: string): string | undefined =>
    style.getPropertyValue(property).trim() === '' ? undefined : colorOf(element, property);
  return {
    ...theme,
    background: given('--sandshell-background') ?? theme.background,
    foreground: given('--sandshell-color') ?? theme.foreground,
    cursor: given('--sandshell-accent') ?? theme.cursor,
  };
}

/** As a colour alone, where it is written with `var()`, `light-dark()` and the like. */
function colorOf(element: HTMLElement, property: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** In CSS pixels. */
export const fontSize = 14;
export const lineHeight = 1.35;

const defaultFont =
  'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** `--sandshell-font`, a list of families as in CSS. */
export function fontOf(element: HTMLElement): string {
  return getComputedStyle(element).getPropertyValue('--sandshell-font').trim() || defaultFont;
}
