// Waits for the page to have nothing better to do.

/** After a second at the latest. A browser without idle callbacks has to make do with a pause. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis)
      requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve, 100);
  });
}

/**
 * When what was printed just now can be seen: xterm.js draws it in the next frame, or the one
 * after, and a frame is shown when it is over. A hidden page has none, and waits briefly.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    afterFrames(3, resolve);
    setTimeout(resolve, 500);
  });
}

function afterFrames(count: number, done: () => void): void {
  if (count === 0) setTimeout(done);
  else requestAnimationFrame(() => afterFrames(count - 1, done));
}
