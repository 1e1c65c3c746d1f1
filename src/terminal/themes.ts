// The looks to choose from, as data. Every colour has a contrast of 4.5:1 or more; a test checks.

import type { Color } from '../text/styled.ts';

export interface Theme {
  readonly isDark: boolean;
  readonly background: string;
  readonly foreground: string;
  readonly cursor: string;
  /** Behind selected text, which keeps its colour. */
  readonly selection: string;
  readonly scrollbar: string;
  readonly colors: Readonly<Record<Color, string>>;
}

export const themes: Readonly<Record<string, Theme>> = {
  light: {
    isDark: false,
    background: '#fdfbf7',
    foreground: '#20261f',
    cursor: '#0d6466',
    selection: '#cfe3df',
    scrollbar: '#d4c9b4',
    colors: {
      black: '#20261f',
      red: '#a3271c',
      green: '#1c6a3a',
      yellow: '#8a4b08',
      blue: '#1f4f8f',
      magenta: '#8b2f78',
      cyan: '#0d6466',
      white: '#5b615a',
      brightBlack: '#666b64',
      brightRed: '#b53429',
      brightGreen: '#237543',
      brightYellow: '#91540f',
      brightBlue: '#2b5fa5',
      brightMagenta: '#993d86',
      brightCyan: '#13706f',
      brightWhite: '#434a42',
    },
  },
  dark: {
    isDark: true,
    background: '#12191a',
    foreground: '#e8e4da',
    cursor: '#7fd6c9',
    selection: '#2b4a4c',
    scrollbar: '#37494a',
    colors: {
      black: '#8b948c',
      red: '#ff9f92',
      green: '#a0d8a4',
      yellow: '#ecbd7a',
      blue: '#8fbdf5',
      magenta: '#e0a8d8',
      cyan: '#7fd6c9',
      white: '#c9c8bf',
      brightBlack: '#96a099',
      brightRed: '#ffb5aa',
      brightGreen: '#b8e6bb',
      brightYellow: '#f5d29c',
      brightBlue: '#a9cdf9',
      brightMagenta: '#ecc3e6',
      brightCyan: '#a3e6db',
      brightWhite: '#ffffff',
    },
  },
  snow: {
    isDark: false,
    background: '#ffffff',
    foreground: '#1f2733',
    cursor: '#5449d6',
    selection: '#d9dcfb',
    scrollbar: '#c3c9d6',
    colors: {
      black: '#1f2733',
      red: '#b3261e',
      green: '#17703f',
      yellow: '#855b00',
      blue: '#2a52be',
      magenta: '#9a2f88',
      cyan: '#0c6a7c',
      white: '#5b6472',
      brightBlack: '#69717f',
      brightRed: '#c8322a',
      brightGreen: '#187a45',
      brightYellow: '#8f6200',
      brightBlue: '#3b63d6',
      brightMagenta: '#ab3c98',
      brightCyan: '#0d7387',
      brightWhite: '#3c4553',
    },
  },
  night: {
    isDark: true,
    background: '#0a2540',
    foreground: '#e3ebf5',
    cursor: '#7fd1ff',
    selection: '#1f4a73',
    scrollbar: '#2d5580',
    colors: {
      black: '#8fa6c0',
      red: '#ff9a8f',
      green: '#79dca6',
      yellow: '#f0cd7a',
      blue: '#93bdff',
      magenta: '#d9b0ff',
      cyan: '#74d8ea',
      white: '#c5d3e3',
      brightBlack: '#93a9c2',
      brightRed: '#ffb5ad',
      brightGreen: '#a2ecc3',
      brightYellow: '#f8e0a3',
      brightBlue: '#b8d3ff',
      brightMagenta: '#e7ccff',
      brightCyan: '#a0e8f4',
      brightWhite: '#ffffff',
    },
  },
};

export const themeNames: readonly string[] = ['auto', ...Object.keys(themes)];
