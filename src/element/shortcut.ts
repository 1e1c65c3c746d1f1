// The key that opens and closes the drawer: by the place of the key on the keyboard, so that it
// works on every layout.

export interface Shortcut {
  /** As in `KeyboardEvent.code`: `Backquote`, `KeyJ`, `F2`. */
  readonly code: string;
  readonly isCtrl: boolean;
  readonly isAlt: boolean;
  readonly isShift: boolean;
  readonly isMeta: boolean;
}

/** What a key event must tell; a KeyboardEvent does. */
export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

export const defaultShortcut = 'Ctrl+Backquote';

/**
 * Reads `Ctrl+Backquote` or `Alt+Shift+KeyJ`. Undefined for `off`, and for a key without Ctrl, Alt
 * or Meta: a bare character would fire while a reader speaks or types (WCAG 2.1.4). Function keys
 * may stand alone.
 */
export function readShortcut(text: string): Shortcut | undefined {
  const words = text.split('+').map((word) => word.trim());
  const code = words.pop() ?? '';
  const has = (name: string): boolean => words.some((word) => word.toLowerCase() === name);
  const shortcut = {
    code,
    isCtrl: has('ctrl'),
    isAlt: has('alt'),
    isShift: has('shift'),
    isMeta: has('meta'),
  };
  const isSafe = shortcut.isCtrl || shortcut.isAlt || shortcut.isMeta || /^F\d+$/.test(code);
  return isSafe ? shortcut : undefined;
}

/** False while an input method composes: the key then belongs to it. */
export function isShortcut(press: KeyPress, shortcut: Shortcut): boolean {
  return (
    !press.isComposing &&
    press.code === shortcut.code &&
    press.ctrlKey === shortcut.isCtrl &&
    press.altKey === shortcut.isAlt &&
    press.shiftKey === shortcut.isShift &&
    press.metaKey === shortcut.isMeta
  );
}

/**
 * Whether the event comes from a place where the host page's reader types. Our own prompt is none.
 */
export function isTypingInHost(event: Event, own: EventTarget | null): boolean {
  const path = event.composedPath();
  const [target] = path;
  if ((own && path.includes(own)) || !(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}
