// Waiting that somebody else may cut short.

export interface Pauses {
  wait(ms: number): Promise<void>;
  /** Whoever waits goes on at once. */
  wake(): void;
  /** The same, and the round is another from now on: what began in an earlier one is to end. */
  drop(): void;
  round(): number;
}

/** A pause keeps no program from ending. */
export function createPauses(): Pauses {
  const waiting = new Set<() => void>();
  let round = 0;

  function wake(): void {
    for (const goOn of waiting) goOn();
  }

  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, ms);
        (timer as { unref?(): void }).unref?.();
        waiting.add(goOn);
      }),
    wake,
    drop() {
      round += 1;
      wake();
    },
    round: () => round,
  };
}
