// Keys that phones lack, as a row of buttons below the terminal. Each sends what the key would.

import { make, styleSheet } from '../inspector/dom.ts';
import keyRowCss from './key-row.css?inline';

/** What is read, what it is called aloud, and the terminal's code for it. */
const keys: readonly (readonly [label: string, name: string, code: string])[] = [
  ['Tab', 'Tab: complete', '\t'],
  ['↑', 'Up: earlier line', '\x1b[A'],
  ['↓', 'Down: later line', '\x1b[B'],
  ['←', 'Left', '\x1b[D'],
  ['→', 'Right', '\x1b[C'],
  ['-', 'Hyphen', '-'],
  ['^C', 'Ctrl C: stop', '\x03'],
  ['_', 'Underscore', '_'],
  ['=', 'Equals sign', '='],
  ['"', 'Double quote', '"'],
  ['`', 'Backtick', '`'],
  ['Esc', 'Escape', '\x1b'],
];

/** Fetched where there is no keyboard to speak of. */
export function fillKeyRow(row: HTMLElement, send: (code: string) => void): void {
  const root = row.getRootNode();
  // The shell may be gone by now.
  if (!(root instanceof ShadowRoot)) return;
  root.adoptedStyleSheets.push(styleSheet(keyRowCss));
  row.role = 'toolbar';
  row.ariaLabel = 'Keys';
  for (const [label, name, code] of keys) {
    const button = make('button', '', label);
    button.type = 'button';
    button.ariaLabel = name;
    // The prompt keeps the focus, and the phone its keyboard.
    button.addEventListener('pointerdown', (event) => event.preventDefault());
    button.addEventListener('click', () => send(code));
    row.append(button);
  }
}
