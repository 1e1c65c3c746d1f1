// Counting in Redis, so that many proxies hold one limit. While Redis is away each counts by itself,
// and lets less through.

import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limiter } from '../proxy/call.ts';
import { limited, memoryLimiter, type Rule } from '../proxy/limits.ts';

export interface SharedCounts {
  /** `name` tells rules apart. */
  limiter(name: string, rule: Rule): Limiter;
  isReady(): boolean;
  close(): Promise<void>;
}

export interface SharedCountsOptions {
  /** As in `redis://:password@127.0.0.1:6379/0`, `rediss://…`, or the path of a socket. */
  readonly url: string;
  /** Part of what a rule allows that is let through while Redis is away: there may be so many proxies. */
  readonly awayShare?: number;
  /** A sentence without the address, told once for each change. */
  onState?(sentence: string): void;
}

const usualAwayShare = 0.25;
const connectTimeoutMs = 2_000;
/** A command that takes longer is as good as none: a request waits for it. Busy machines stall too. */
const commandTimeoutMs = 1_000;
const reconnectMsMax = 2_000;

/** Connects by itself, and again; never rejects for a Redis that is away. */
export function openSharedCounts(options: SharedCountsOptions): SharedCounts {
  const { url, awayShare = usualAwayShare, onState } = options;
  let isKnownAway: boolean | undefined;
  const tell = (isAway: boolean): void => {
    if (isAway === isKnownAway) return;
    isKnownAway = isAway;
    onState?.(
      isAway ? 'Redis is away: limits are counted here, and are stricter.' : 'Redis is there.',
    );
  };
  const redis = new Redis(url, {
    connectTimeout: connectTimeoutMs,
    commandTimeout: commandTimeoutMs,
    // What cannot be asked now is counted here now.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 100, reconnectMsMax),
  });
  redis.on('ready', () => tell(false));
  redis.on('close', () => tell(true));
  // Without a listener an error would end the program; `close` follows each.
  redis.on('error', () => tell(true));

  return {
    limiter: (name, rule) => redisLimiter(redis, { name, rule, awayShare }),
    isReady: () => redis.status === 'ready',
    async close() {
      redis.disconnect();
    },
  };
}

interface Counting {
  readonly name: string;
  readonly rule: Rule;
  readonly awayShare: number;
}

function redisLimiter(redis: Redis, { name, rule, awayShare }: Counting): Limiter {
  const { requestsMax, windowSeconds } = rule;
  const shared = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `sandshell:${name}`,
    points: requestsMax,
    duration: windowSeconds,
    rejectIfRedisNotReady: true,
    // Who is over the limit is not asked about again before its window ends.
    inMemoryBlockOnConsumed: requestsMax + 1,
  });
  const own = memoryLimiter(
    { requestsMax: Math.max(1, Math.floor(requestsMax * awayShare)), windowSeconds },
    Date.now,
  );
  return {
    async take(client) {
      try {
        await shared.consume(client);
        return { type: 'allowed' };
      } catch (outcome) {
        if (outcome instanceof RateLimiterRes) return limited(outcome.msBeforeNext);
        return own.take(client);
      }
    },
  };
}
