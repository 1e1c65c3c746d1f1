// The looks to choose from, as data. Every colour is at least 4.5:1 on its background; a test checks.

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
  dark: {
    isDark: true,
    background: '#14171f',
    foreground: '#dfe3ea',
    cursor: '#9d94ff',
    selection: '#343a5e',
    scrollbar: '#3d4556',
    colors: {
      black: '#8b93a3',
      red: '#ff8a80',
      green: '#7fd6a0',
      yellow: '#e6c06a',
      blue: '#8fb2ff',
      magenta: '#e3a0dc',
      cyan: '#76d0e0',
      white: '#c3c9d4',
      brightBlack: '#8e97a8',
      brightRed: '#ffa79f',
      brightGreen: '#a0e6ba',
      brightYellow: '#f2d38b',
      brightBlue: '#b0c8ff',
      brightMagenta: '#efbde9',
      brightCyan: '#9be1ed',
      brightWhite: '#ffffff',
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
  paper: {
    isDark: false,
    background: '#fbf6e9',
    foreground: '#3b352a',
    cursor: '#8a4b12',
    selection: '#eadfc0',
    scrollbar: '#d3c7a8',
    colors: {
      black: '#3b352a',
      red: '#a52a1c',
      green: '#3d6b14',
      yellow: '#7d5400',
      blue: '#2b559c',
      magenta: '#8b3570',
      cyan: '#11666a',
      white: '#645c4c',
      brightBlack: '#6d6553',
      brightRed: '#b3372a',
      brightGreen: '#43721a',
      brightYellow: '#835900',
      brightBlue: '#355fa9',
      brightMagenta: '#96407b',
      brightCyan: '#166c70',
      brightWhite: '#4a4336',
    },
  },
};

export const themeNames: readonly string[] = ['auto', ...Object.keys(themes)];
