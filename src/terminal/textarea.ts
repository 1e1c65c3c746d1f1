// The text field that takes the keys: told to phones and to screen readers for what it is.

import { present } from '../base/assert.ts';

const hint =
  'Tab completes the word before the cursor; on an empty line it moves on. ' +
  'Shift+Tab always leaves the terminal, and so does Escape and then Tab.';

const attributes = {
  'aria-label': 'Command line',
  'aria-autocomplete': 'list',
  'aria-haspopup': 'listbox',
  autocomplete: 'off',
  autocorrect: 'off',
  autocapitalize: 'off',
  spellcheck: 'false',
  writingsuggestions: 'false',
  enterkeyhint: 'send',
};

let count = 0;

/** The ways out are told in `element`, beside the field. */
export function prepareTextarea(
  field: HTMLTextAreaElement | undefined,
  element: HTMLElement,
): HTMLTextAreaElement {
  const textarea = present(field, 'the text field of xterm.js');
  const description = document.createElement('p');
  count += 1;
  description.id = `sandshell-hint-${count}`;
  description.className = 'sandshell-hint';
  description.textContent = hint;
  element.append(description);
  for (const [name, value] of Object.entries(attributes)) textarea.setAttribute(name, value);
  textarea.setAttribute('aria-describedby', description.id);
  return textarea;
}
