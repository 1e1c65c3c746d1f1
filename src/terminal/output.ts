// What commands print, made fit for the screen: line ends, no foreign codes, a fresh line after it.

import { onlyColors, reset } from '../text/ansi.ts';

export interface Output {
  print(text: string): void;
  /** Ends the colours and the line, so that a prompt may follow. */
  freshLine(): void;
}

export function createOutput(write: (codes: string) => void): Output {
  let isLineStart = true;

  return {
    print(text) {
      if (text === '') return;
      write(onlyColors(text).replaceAll('\n', '\r\n'));
      isLineStart = text.endsWith('\n');
    },
    freshLine() {
      write(isLineStart ? reset : `${reset}\r\n`);
      isLineStart = true;
    },
  };
}
