// The colours that a page gives by custom properties, put in the place of the theme's.

import type { Theme } from './themes.ts';

/** `--sandshell-background`, `--sandshell-color` and `--sandshell-accent`, as they hold there. */
export function withPageColors(theme: Theme, element: HTMLElement): Theme {
  return {
    ...theme,
    background: colorOf(element, '--sandshell-background') ?? theme.background,
    foreground: colorOf(element, '--sandshell-color') ?? theme.foreground,
    cursor: colorOf(element, '--sandshell-accent') ?? theme.cursor,
  };
}

/** As `rgb(…)`, whatever it is written as: xterm.js knows no others. */
function colorOf(element: HTMLElement, property: string): string | undefined {
  if (getComputedStyle(element).getPropertyValue(property).trim() === '') return undefined;
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  element.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color.startsWith('rgb') ? color : undefined;
}
