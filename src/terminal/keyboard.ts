// Hands keys to whoever reads a line now, and keeps those typed ahead while nobody does.

import { nothingUnread, readKeys, type Key } from '../editor/key.ts';

export interface KeyTarget {
  isReading(): boolean;
  press(key: Key): void;
}

export interface Keyboard {
  /** Bytes as the terminal sends them. */
  receive(bytes: string): void;
  /** Gives what was typed ahead to whoever reads now. */
  catchUp(): void;
  /** Forgets what was typed ahead. */
  drop(): void;
}

const aheadMax = 1000;

/** `interrupt` is for Ctrl-C while nobody reads. */
export function createKeyboard(target: () => KeyTarget, interrupt: () => void): Keyboard {
  let ahead: Key[] = [];
  let unread = nothingUnread;

  function press(key: Key): void {
    if (target().isReading()) target().press(key);
    else if (key.type === 'key' && key.name === 'C-c') interrupt();
    else if (ahead.length < aheadMax) ahead.push(key);
  }

  return {
    receive(bytes) {
      const read = readKeys(unread, bytes);
      unread = read.unread;
      for (const key of read.keys) press(key);
    },
    catchUp() {
      while (target().isReading()) {
        const key = ahead.shift();
        if (!key) return;
        target().press(key);
      }
    },
    drop() {
      ahead = [];
    },
  };
}
