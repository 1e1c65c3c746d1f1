// Hands keys to whoever reads a line now, and keeps those typed ahead while nobody does, or while a
// completion is on its way.

import { nothingUnread, readKeys, type Key } from '../editor/key.ts';

export interface KeyTarget {
  isReading(): boolean;
  /** What Tab asked for has not come yet. */
  isCompleting(): boolean;
  press(key: Key): void;
}

export interface Keyboard {
  /** Bytes as the terminal sends them. */
  receive(bytes: string): void;
  /** Gives what was typed ahead to whoever reads now. */
  catchUp(): void;
}

const aheadMax = 1000;

/** `interrupt` is for Ctrl-C while nobody reads; what was typed ahead is forgotten with it. */
export function createKeyboard(target: () => KeyTarget, interrupt: () => void): Keyboard {
  let ahead: Key[] = [];
  let unread = nothingUnread;

  function press(key: Key): void {
    const isInterrupt = key.type === 'key' && key.name === 'C-c';
    if (isInterrupt) ahead = [];
    if (target().isReading() && (isInterrupt || isTaking())) target().press(key);
    else if (isInterrupt) interrupt();
    else if (ahead.length < aheadMax) ahead.push(key);
  }

  function isTaking(): boolean {
    return target().isReading() && !target().isCompleting();
  }

  return {
    receive(bytes) {
      const read = readKeys(unread, bytes);
      unread = read.unread;
      for (const key of read.keys) press(key);
    },
    catchUp() {
      while (isTaking()) {
        const key = ahead.shift();
        if (!key) return;
        target().press(key);
      }
    },
  };
}
