// Lets one tab at a time perform, and one piece of work at a time within it.

export interface Turns {
  /**
   * Rejects with what `work` rejects with, with the signal's reason when that aborts before the
   * turn comes, and with TurnsError when the browser refuses the lock: then `work` was not begun.
   */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** `message` says why in a few words. */
export class TurnsError extends Error {}

/** `locks` is undefined where the browser has none, as on pages that are not served over HTTPS. */
export function createTurns(name: string, locks: Pick<LockManager, 'request'> | undefined): Turns {
  return {
    async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      if (!locks) throw new TurnsError('it needs HTTPS');
      let isBegun = false;
      const begin = (): Promise<T> => {
        isBegun = true;
        return work();
      };
      try {
        return (await locks.request(name, signal ? { signal } : {}, begin)) as T;
      } catch (error) {
        if (isBegun || signal?.aborted) throw error;
        const isForbidden = error instanceof Error && error.name === 'SecurityError';
        const why = isForbidden ? 'as in a sandboxed frame' : String(error);
        throw new TurnsError(why);
      }
    },
  };
}
