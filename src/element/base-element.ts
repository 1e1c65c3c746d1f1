// Lets the elements' classes be named where there is no page: importing the library on a server
// does nothing.

export const BaseElement: typeof HTMLElement =
  globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);
