// Makes elements without ever parsing text as HTML: what comes from the sandbox or a reader stays
// text.

type Child = Node | string;

/** `className` may be empty. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** One sheet for all shadow roots that use the same text; made on first use. */
const sheets = new Map<string, CSSStyleSheet>();

/** Constructed, so that a strict `style-src 'self'` lets it draw. */
export function styleSheet(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}
