// Work by addresses, so much of one at a time: what hangs there uses up neither connections nor memory.

export interface Turns {
  /** Rejects with a reason in words where too much waits for the same address already. */
  run<Result>(address: string, work: () => Promise<Result>): Promise<Result>;
}

export interface TurnsOptions {
  /** Of one address. */
  readonly underWayMax: number;
  readonly waitingMax: number;
}

interface Lane {
  underWay: number;
  readonly waiting: (() => void)[];
}

export function createTurns({ underWayMax, waitingMax }: TurnsOptions): Turns {
  const lanes = new Map<string, Lane>();

  async function enter(lane: Lane): Promise<void> {
    if (lane.underWay < underWayMax) return void (lane.underWay += 1);
    if (lane.waiting.length >= waitingMax) throw new Error('too many wait for it already');
    // Whoever leaves hands on the place.
    await new Promise<void>((resolve) => lane.waiting.push(resolve));
  }

  function leave(address: string, lane: Lane): void {
    const next = lane.waiting.shift();
    if (next) return next();
    lane.underWay -= 1;
    if (lane.underWay === 0) lanes.delete(address);
  }

  return {
    async run(address, work) {
      const lane = lanes.get(address) ?? { underWay: 0, waiting: [] };
      lanes.set(address, lane);
      await enter(lane);
      try {
        return await work();
      } finally {
        leave(address, lane);
      }
    },
  };
}
