// Does what takes a while once, for all who wait for it.

/** A failure is not kept: the next call tries again. */
export function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let coming: Promise<Value> | undefined;
  return () =>
    (coming ??= make().catch((error: unknown) => {
      coming = undefined;
      throw error;
    }));
}
