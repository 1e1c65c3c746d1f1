// Web Locks of one origin, for Node: exclusive, first come first served.

export function createFakeLocks(): Pick<LockManager, 'request'> {
  const tails = new Map<string, Promise<unknown>>();

  function request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as () => unknown;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const before = tails.get(name) ?? Promise.resolve();
    const turn = before.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    tails.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  }

  return { request } as Pick<LockManager, 'request'>;
}
