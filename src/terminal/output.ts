// What commands print, made fit for the screen: line ends, no foreign codes, a fresh line after it.

import { onlyColors, reset, strip } from '../text/ansi.ts';

export interface Output {
  print(text: string): void;
  /** Ends the colours and the line, so that a prompt may follow. */
  freshLine(): void;
  /**
   * What stands before the cursor, without colours: a question, where one was asked. The line is
   * then the caller's, who takes it from the screen and ends it.
   */
  takeOpenLine(): string;
}

/** Longer lines without an end are no questions. */
const openUnitsMax = 500;

export function createOutput(write: (codes: string) => void): Output {
  let open = '';

  return {
    print(text) {
      write(onlyColors(text).replaceAll('\n', '\r\n'));
      const end = text.lastIndexOf('\n');
      const rest = strip(text.slice(end + 1, end + 1 + openUnitsMax));
      open = end < 0 ? (open + rest).slice(0, openUnitsMax) : rest;
    },
    freshLine() {
      write(open === '' ? reset : `${reset}\r\n`);
      open = '';
    },
    takeOpenLine() {
      const taken = open;
      open = '';
      return taken;
    },
  };
}
