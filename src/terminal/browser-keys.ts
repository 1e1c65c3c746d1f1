// Keys that belong to the page before they belong to the line: Tab's way out, copying, pasting.

/** What is asked of xterm.js here. */
export interface KeyedTerminal {
  attachCustomKeyEventHandler(isForLine: (event: KeyboardEvent) => boolean): void;
  hasSelection(): boolean;
  clearSelection(): void;
  scrollPages(count: number): void;
  input(bytes: string): void;
}

const isMac = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

export function answerKeys(xterm: KeyedTerminal, takesTab: () => boolean): void {
  xterm.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || event.isComposing || event.keyCode === 229) return true;
    return isForLine(event, xterm, takesTab);
  });
}

/** Where it gives false, xterm.js leaves the event alone and the browser does its own. */
function isForLine(event: KeyboardEvent, xterm: KeyedTerminal, takesTab: () => boolean): boolean {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (key === 'Tab') return !shiftKey && !ctrlKey && !altKey && !metaKey && takesTab();
  if (key === 'Enter' && shiftKey) return send(event, xterm, '\x1b\r');
  if (key === 'PageUp' || key === 'PageDown') {
    if (!shiftKey && !ctrlKey && !altKey) return scrollPage(event, xterm);
    return true;
  }
  if (ctrlKey && !altKey && !metaKey) return isControlKeyForLine(event, xterm);
  return true;
}

function isControlKeyForLine(event: KeyboardEvent, xterm: KeyedTerminal): boolean {
  const { code, key, shiftKey } = event;
  if (key === 'Backspace') return send(event, xterm, '\x1b\x7f');
  if (isMac) return true;
  if (code === 'KeyV') return false;
  if (code === 'KeyC' && shiftKey) {
    event.preventDefault();
    if (xterm.hasSelection()) event.view?.document.execCommand('copy');
    return false;
  }
  // With a selection Ctrl+C copies, as everywhere in the page; without one it interrupts.
  if (code === 'KeyC' && xterm.hasSelection()) {
    setTimeout(() => xterm.clearSelection());
    return false;
  }
  return true;
}

function scrollPage(event: KeyboardEvent, xterm: KeyedTerminal): false {
  event.preventDefault();
  xterm.scrollPages(event.key === 'PageUp' ? -1 : 1);
  return false;
}

/** For keys that would come as others: Shift+Enter as Enter, Ctrl+Backspace as Ctrl+H. */
function send(event: KeyboardEvent, xterm: KeyedTerminal, bytes: string): false {
  event.preventDefault();
  xterm.input(bytes);
  return false;
}
