// Which theme holds now: a named one, or for `auto` the one that the reader's system asks for.

import { present } from '../base/assert.ts';
import { themes, type Theme } from './themes.ts';

export interface ThemeChoice {
  theme(): Theme;
  /** A name of `themes`, or `auto`; an unknown name is taken for `auto`. */
  choose(name: string): void;
  dispose(): void;
}

/** `show` is called whenever the theme changes; `auto` follows the system. */
export function createThemeChoice(name: string, show: (theme: Theme) => void): ThemeChoice {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  let chosen = name;

  const theme = (): Theme => themeNamed(chosen, prefersDark.matches);
  const update = (): void => show(theme());

  prefersDark.addEventListener('change', update);
  return {
    theme,
    choose(next) {
      chosen = next;
      update();
    },
    dispose: () => prefersDark.removeEventListener('change', update),
  };
}

function themeNamed(name: string, isDark: boolean): Theme {
  const named = Object.hasOwn(themes, name) ? themes[name] : undefined;
  return named ?? present(themes[isDark ? 'dark' : 'light'], 'the theme');
}
