// The menu of candidates as text in the page, unseen: a list that screen readers follow while the
// focus stays in the line.

import { labelOf } from '../editor/draw-menu.ts';
import type { Menu } from '../editor/menu.ts';

export interface MenuView {
  /** Undefined where the menu is closed. */
  show(menu: Menu | undefined): void;
}

/** Told of at once; of longer menus the part around the choice. */
const optionsMax = 40;

/** What only narrows while keys are typed is not read out: it is told when they rest. */
const pauseMs = 100;

let count = 0;

/** `announce` speaks one sentence. */
export function createMenuView(
  element: HTMLElement,
  textarea: HTMLTextAreaElement,
  announce: (sentence: string) => void,
): MenuView {
  count += 1;
  const id = `sandshell-candidates-${count}`;
  const list = document.createElement('ul');
  list.className = 'sandshell-candidates';
  list.id = id;
  list.role = 'listbox';
  list.ariaLabel = 'Candidates';
  list.hidden = true;
  element.append(list);
  textarea.setAttribute('aria-controls', id);
  let shown: Menu | undefined;
  /** Whether the menu that is open has been announced. */
  let isTold = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function fill(menu: Menu): void {
    const chosen = menu.chosen ?? 0;
    const start = Math.max(0, Math.min(chosen - optionsMax / 2, menu.shown.length - optionsMax));
    const options = menu.shown.slice(start, start + optionsMax).map((candidate, index) => {
      const option = document.createElement('li');
      option.role = 'option';
      option.id = `${id}-${start + index}`;
      option.ariaSelected = String(start + index === menu.chosen);
      option.ariaSetSize = String(menu.shown.length);
      option.ariaPosInSet = String(start + index + 1);
      option.textContent = [labelOf(candidate), candidate.description].filter(Boolean).join(', ');
      return option;
    });
    list.replaceChildren(...options);
  }

  function update(): void {
    list.hidden = !shown;
    if (shown) fill(shown);
    if (shown && !isTold) announce(`${shown.shown.length} candidates.`);
    isTold = shown !== undefined;
  }

  return {
    show(menu) {
      if (menu === shown) return;
      shown = menu;
      clearTimeout(pause);
      if (menu?.chosen === undefined) textarea.removeAttribute('aria-activedescendant');
      if (menu && menu.chosen === undefined) pause = setTimeout(update, pauseMs);
      else update();
      if (menu?.chosen !== undefined)
        textarea.setAttribute('aria-activedescendant', `${id}-${menu.chosen}`);
    },
  };
}
