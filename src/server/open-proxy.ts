// The proxy as a program: the core with what stands around it, its log, its metrics and its health,
// and an end that lets nobody wait in vain.

import { healthEndpoints } from '../proxy/health.ts';
import { memoryLimiter } from '../proxy/limits.ts';
import { ConfigurationError, type ProxyOptions } from '../proxy/options.ts';
import { withParts, type Parts } from '../proxy/parts.ts';
import type { Io } from './io.ts';
import { serveMetrics } from './metrics-server.ts';
import { createProxyLog, logLevels, standardErrorLog, type LogLevel } from './proxy-log.ts';
import { createProxyMetrics } from './proxy-metrics.ts';
import { startProxy } from './proxy.ts';
import { openSharedCounts, type SharedCounts } from './redis-limiter.ts';
import type { Serving } from './serve.ts';
import { UsageError } from './usage-error.ts';

export interface ProxyProgram {
  readonly host: string;
  readonly port: number;
  /** From flags and environment, unchecked. */
  readonly options: ProxyOptions;
  readonly environment: Io['environment'];
  /** Of what the person who starts it should know. */
  warn(line: string): void;
}

const drainMsMax = 60_000;
/** Long enough for the answers under way to tell their clients that the connection ends. */
const usualDrainMs = 200;

/** Rejects with an Error for the person who started it. */
export async function openProxy(program: ProxyProgram): Promise<Serving> {
  const { environment, host, port, warn } = program;
  const drainMs = readNumber(environment, 'SANDSHELL_DRAIN_MS', drainMsMax) ?? usualDrainMs;
  const metricsPort = readNumber(environment, 'SANDSHELL_METRICS_PORT', 65_535);
  const log = createProxyLog(readLogLevel(environment), standardErrorLog());
  const shared = openShared(environment, (sentence) => log.tell('redis', sentence));
  const reasons = new Set<string>();
  const unready = (): readonly string[] => [...reasons];
  // Where nobody can read them, nothing is counted.
  const metrics =
    metricsPort === undefined ? undefined : createProxyMetrics(() => reasons.size === 0);
  let measuring: Serving | undefined;

  async function closeOthers(): Promise<void> {
    await Promise.all([measuring?.close(), shared?.close()]);
    log.close();
  }
  try {
    const { options, notices, sweep, sweepMinutes } = join(program, shared);
    const serving = await startProxy({
      ...options,
      host,
      port,
      isClosing: () => reasons.has('shutting_down'),
      endpoints: healthEndpoints({
        unready,
        lacking: () => (shared && !shared.isReady() ? ['redis'] : []),
      }),
      observe(observation) {
        log.observe(observation);
        metrics?.observe(observation);
      },
      onError: log.fail,
      onStop(reason) {
        reasons.add('stopped');
        log.tell('stopped', reason);
        warn(`${reason} It serves no more requests.`);
      },
    });
    if (metrics && metricsPort !== undefined) {
      const metricsHost = environment['SANDSHELL_METRICS_HOST'] ?? '127.0.0.1';
      measuring = await serveMetrics(metrics, { host: metricsHost, port: metricsPort });
    }
    const stopSweeping =
      sweep &&
      every(sweepMinutes, async () => {
        if (reasons.size > 0) return;
        const { ended, refused } = await sweep(passed);
        log.tell('sweep', `${ended} objects of visitors were ended, ${refused} could not be.`);
      });
    notices.forEach(warn);
    return {
      url: serving.url,
      async close() {
        // First told as not ready, so that whoever hands out requests looks elsewhere.
        reasons.add('shutting_down');
        log.tell('closing', 'Finishing what is under way.');
        stopSweeping?.();
        await passed(drainMs);
        await serving.close();
        await closeOthers();
      },
    };
  } catch (error) {
    await closeOthers();
    throw error;
  }
}

function join({ options, environment }: ProxyProgram, shared: SharedCounts | undefined): Parts {
  try {
    return withParts(options, {
      environment,
      clock: Date.now,
      limiter: shared?.limiter ?? ((_, rule) => memoryLimiter(rule, Date.now)),
    });
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}

function openShared(
  environment: Io['environment'],
  onState: (sentence: string) => void,
): SharedCounts | undefined {
  const url = environment['REDIS_URL'];
  if (!url) return undefined;
  if (!/^(rediss?:\/\/|\/)/.test(url)) {
    throw new UsageError('REDIS_URL begins with redis://, rediss:// or the / of a socket.');
  }
  return openSharedCounts({ url, onState });
}

function readLogLevel(environment: Io['environment']): LogLevel {
  const text = environment['SANDSHELL_LOG'] || 'requests';
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  throw new UsageError(`SANDSHELL_LOG is one of ${logLevels.join(', ')}.`);
}

function readNumber(environment: Io['environment'], name: string, max: number): number | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,6}$/.test(text) && Number(text) <= max) return Number(text);
  throw new UsageError(`${name} is a whole number up to ${max}.`);
}

/** 0 for never. The first time comes after a part of the while, another for each machine. */
function every(minutes: number, work: () => Promise<void>): () => void {
  if (minutes === 0) return () => undefined;
  let timer = setTimeout(turn, minutes * 60_000 * Math.random());
  async function turn(): Promise<void> {
    await work();
    timer = setTimeout(turn, minutes * 60_000).unref();
  }
  timer.unref();
  return () => clearTimeout(timer);
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
