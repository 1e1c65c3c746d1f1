// One line of the table: what was measured, ours, the peer's in the same run, and the goal.

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** Absent where no peer does the thing at all. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** Ours divided by the peer's, where pairs were measured the median of the pairs' ratios. */
  readonly ratio?: number;
  readonly goal?: string;
  readonly isMet?: boolean;
  readonly note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** In milliseconds, of a synchronous or asynchronous run. */
export async function timeMs(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
