// Waits for the page to have nothing better to do.

/** After a second at the latest. A browser without idle callbacks has to make do with a pause. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis)
      requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 100);
  });
}
