// The frame around the terminal takes after the terminal's theme: light or dark, and its
// background.

import type { Theme } from '../terminal/themes.ts';
import type { ShellView } from './shell-view.ts';

/** `theme` is undefined where the reader's system decides. */
export function showLook({ region, body }: ShellView, theme: Theme | undefined): void {
  region.style.colorScheme = theme ? (theme.isDark ? 'dark' : 'light') : '';
  region.style.setProperty('--paper', theme ? theme.background : '');
  for (const inspector of body.querySelectorAll('sand-inspector')) takeLook(inspector, region);
}

/** The inspector has a root of its own, which inherits no colour scheme. */
export function takeLook(inspector: Element, region: HTMLElement): void {
  inspector.setAttribute('theme', region.style.colorScheme || 'auto');
}
