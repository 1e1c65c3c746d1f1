// What the terminal sends for keys, text and pastes, read into keys with names.

export type Key =
  /** Printable characters, as many as came at once. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'paste'; readonly text: string }
  /** `C-a`, `M-f`, `C-Left`, `S-Tab`: modifiers in the order C, M, S before the key. */
  | { readonly type: 'key'; readonly name: string };

/** Bytes that may go on in the next piece, and a paste whose end has not come. */
export interface Unread {
  readonly bytes: string;
  readonly paste: readonly string[] | undefined;
}

export interface Read {
  readonly keys: readonly Key[];
  readonly unread: Unread;
}

export const nothingUnread: Unread = { bytes: '', paste: undefined };

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

const controlNames: Readonly<Record<string, string>> = {
  '\t': 'Tab',
  '\r': 'Enter',
  '\x1b': 'Escape',
  '\x7f': 'Backspace',
  '\x00': 'C-@',
  '\x1c': 'C-\\',
  '\x1d': 'C-]',
  '\x1e': 'C-^',
  '\x1f': 'C-_',
};

/** Final letters of CSI and SS3 codes. */
const letterNames: Readonly<Record<string, string>> = {
  A: 'Up',
  B: 'Down',
  C: 'Right',
  D: 'Left',
  F: 'End',
  H: 'Home',
  M: 'Enter',
  P: 'F1',
  Q: 'F2',
  R: 'F3',
  S: 'F4',
  Z: 'S-Tab',
};

/** Numbers of CSI codes that end in a tilde. */
const numberNames: Readonly<Record<string, string>> = {
  1: 'Home',
  2: 'Insert',
  3: 'Delete',
  4: 'End',
  5: 'PageUp',
  6: 'PageDown',
  7: 'Home',
  8: 'End',
  13: 'Enter',
};

/** CSI or SS3, whole; and the start of one that is not. */
const code = /^\x1b(?:\[([0-?]*)[ -/]*([@-~])|O([0-9;]*)([A-Za-z]))/;
const codeStart = /^\x1b(?:\[[0-?]*[ -/]*|O[0-9;]*)$/;

/** Linear in the length of `bytes`. A lone Escape at the end is the key, not a code's start. */
export function readKeys(unread: Unread, bytes: string): Read {
  const keys: Key[] = [];
  let rest = unread.bytes + bytes;
  let paste = unread.paste;
  while (rest !== '') {
    if (paste) {
      const piece = readPaste(paste, rest);
      if (!piece.isWhole) return { keys, unread: { bytes: piece.rest, paste: piece.paste } };
      keys.push({ type: 'paste', text: piece.paste.join('') });
      paste = undefined;
      rest = piece.rest;
    } else if (rest.startsWith(pasteStart)) {
      paste = [];
      rest = rest.slice(pasteStart.length);
    } else {
      if (codeStart.test(rest)) return { keys, unread: { bytes: rest, paste } };
      const { key, length } = readKey(rest);
      if (key) keys.push(key);
      rest = rest.slice(length);
    }
  }
  return { keys, unread: { bytes: '', paste } };
}

interface PastePiece {
  readonly paste: readonly string[];
  readonly rest: string;
  readonly isWhole: boolean;
}

function readPaste(paste: readonly string[], bytes: string): PastePiece {
  const end = bytes.indexOf(pasteEnd);
  if (end >= 0) {
    const rest = bytes.slice(end + pasteEnd.length);
    return { paste: [...paste, bytes.slice(0, end)], rest, isWhole: true };
  }
  // The end's own start may be the last that came.
  const escape = bytes.lastIndexOf('\x1b');
  const isOpen = escape >= 0 && pasteEnd.startsWith(bytes.slice(escape));
  const cut = isOpen ? escape : bytes.length;
  return { paste: [...paste, bytes.slice(0, cut)], rest: bytes.slice(cut), isWhole: false };
}

interface OneKey {
  /** Undefined for a code that names no key. */
  readonly key: Key | undefined;
  readonly length: number;
}

function readKey(bytes: string): OneKey {
  const text = /^[^\x00-\x1f\x7f]+/.exec(bytes)?.[0];
  if (text !== undefined) return { key: { type: 'text', text }, length: text.length };
  const match = code.exec(bytes);
  if (match) return { key: codeKey(match), length: match[0].length };
  if (bytes[0] === '\x1b' && bytes.length > 1 && bytes[1] !== '\x1b') return metaKey(bytes);
  return { key: named(controlName(bytes[0] ?? '')), length: 1 };
}

function metaKey(bytes: string): OneKey {
  const character = String.fromCodePoint(bytes.codePointAt(1) ?? 0);
  const name = character < ' ' || character === '\x7f' ? controlName(character) : character;
  // As readline does: Alt with a capital is Alt with the letter.
  const plainName = name.length === 1 ? name.toLowerCase() : name;
  const withMeta = plainName.startsWith('C-') ? `C-M-${plainName.slice(2)}` : `M-${plainName}`;
  return { key: named(withMeta), length: 1 + character.length };
}

function controlName(character: string): string {
  const letter = String.fromCharCode(character.charCodeAt(0) + 0x60);
  return controlNames[character] ?? `C-${letter}`;
}

function codeKey(match: RegExpExecArray): Key | undefined {
  const parameters = (match[1] ?? match[3] ?? '').split(';');
  const final = match[2] ?? match[4] ?? '';
  const base = final === '~' ? numberNames[parameters[0] ?? ''] : letterNames[final];
  return base === undefined ? undefined : named(modifiers(parameters[1]) + base);
}

/** One more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl. */
function modifiers(parameter: string | undefined): string {
  const bits = Math.max(0, Number(parameter ?? 1) - 1) || 0;
  return (bits & 4 ? 'C-' : '') + (bits & 2 ? 'M-' : '') + (bits & 1 ? 'S-' : '');
}

function named(name: string): Key {
  return { type: 'key', name };
}
