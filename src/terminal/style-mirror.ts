// Keeps xterm.js's style rules out of `<style>` elements, which a strict content security policy
// blocks, and puts them into constructed style sheets, which it does not.

export interface StyleMirror {
  /** Behaves as the page's document, but for the style elements it makes. */
  readonly document: Document;
  dispose(): void;
}

/** `root` is where the terminal stands: the document or a shadow root. */
export function createStyleMirror(root: Document | ShadowRoot): StyleMirror {
  const owner = root instanceof Document ? root : root.ownerDocument;
  const sheets = new Set<CSSStyleSheet>();

  function createElement(name: string, options?: ElementCreationOptions): HTMLElement {
    if (name.toLowerCase() !== 'style') return owner.createElement(name, options);
    const sheet = new CSSStyleSheet();
    sheets.add(sheet);
    root.adoptedStyleSheets.push(sheet);
    return standIn(owner, sheet);
  }

  const mirrored = new Proxy(owner, {
    get(target, name) {
      if (name === 'createElement') return createElement;
      const value: unknown = Reflect.get(target, name, target);
      // A document's methods work on a document only, not on its proxy.
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

  return {
    document: mirrored,
    dispose() {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !sheets.has(sheet));
      sheets.clear();
    },
  };
}

/** Stands in the page where the style element would, draws nothing, and hands its text on. */
function standIn(owner: Document, sheet: CSSStyleSheet): HTMLElement {
  const element = owner.createElement('template');
  let text = '';
  let isWaiting = false;

  /** Once for all changes of a task: xterm.js writes its rules anew for each option. */
  function update(): void {
    if (!isWaiting) queueMicrotask(() => replace());
    isWaiting = true;
  }

  function replace(): void {
    isWaiting = false;
    sheet.replaceSync(text);
  }

  Object.defineProperty(element, 'textContent', {
    get: () => text,
    set(value: string | null) {
      text = value ?? '';
      update();
    },
  });
  return element;
}

/** Gives a function that takes the rules away again. */
export function adoptCss(root: Document | ShadowRoot, css: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  };
}
