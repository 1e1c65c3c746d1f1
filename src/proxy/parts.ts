// What stands around the proxy's core, as the environment asks for it: limits, visitors, trace headers.
// The same on Node and in a Worker; only who counts is another.

import type { Clock } from '../base/clock.ts';
import { isLoopback } from '../base/loopback.ts';
import type { Forward, Limiter } from './call.ts';
import type { Environment } from './environment.ts';
import {
  byAddress,
  limitedForward,
  readRule,
  usualRules,
  type Rule,
  type Rules,
} from './limits.ts';
import { ConfigurationError, type ProxyOptions } from './options.ts';
import { sweep, type SweepOptions, type Swept } from './sweep.ts';
import { traced } from './trace.ts';
import { keepApart, type Separation, type VisitorOptions } from './visitors.ts';

export interface PartsOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  /** `name` tells rules apart. */
  limiter(name: string, rule: Rule): Limiter;
}

/** Sentences for whoever started it: what is not limited, who sees what. */
export interface Parts {
  readonly options: ProxyOptions;
  readonly notices: readonly string[];
  /** Ends what visitors have left behind; undefined where they are not kept apart. */
  readonly sweep: ((pause: SweepOptions['pause']) => Promise<Swept>) | undefined;
  /** Between two sweeps; 0 for none. */
  readonly sweepMinutes: number;
}

const newcomers: Rule = { requestsMax: 10, windowSeconds: 600 };
const usualHours = 24;
const hoursMax = 24 * 30;
const usualSweepMinutes = 60;
const sweepMinutesMax = 24 * 60;

/** Throws ConfigurationError. */
export function withParts(options: ProxyOptions, given: PartsOptions): Parts {
  const { environment, limiter } = given;
  const mistakes: string[] = [];
  const separation = readSeparation(environment, mistakes);
  const lifetimeSeconds = readHours(environment, mistakes) * 3600;
  const sweepMinutes = readSweepMinutes(environment, mistakes);
  const rules = readRules(environment, isLocal(options.upstream) ? {} : usualRules, mistakes);
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);

  const ofVisitor = rules.visitor && limiter('visitor', rules.visitor);
  const ofAll = rules.all && limiter('all', rules.all);
  const visitors: VisitorOptions | undefined = separation && {
    separation,
    lifetimeSeconds,
    secret: textOf(environment, 'SANDSHELL_SECRET') ?? options.key,
    clock: given.clock,
    limiter: ofVisitor,
    newcomers: rules.address && byAddress(limiter('newcomers', newcomers)),
  };
  let upstream: Forward | undefined;
  const around = (forward: Forward): Forward => {
    const counted = ofAll ? limitedForward(forward, ofAll) : forward;
    upstream = counted;
    return traced(visitors ? keepApart(counted, visitors) : counted);
  };
  const ofAddress = rules.address && byAddress(limiter('address', rules.address));
  return {
    options: { ...options, around, ...(ofAddress ? { limiter: ofAddress } : {}) },
    notices: [...noticesOf(rules, separation), ...noPage(options)],
    sweep:
      visitors &&
      (async (pause) => (upstream ? sweep(upstream, { ...visitors, pause }) : nothingSwept)),
    sweepMinutes,
  };
}

const nothingSwept: Swept = { ended: 0, refused: 0 };

function readSeparation(environment: Environment, mistakes: string[]): Separation | undefined {
  const text = textOf(environment, 'SANDSHELL_VISITORS') ?? 'shared';
  if (text === 'tag' || text === 'account') return text;
  if (text !== 'shared') mistakes.push('SANDSHELL_VISITORS is one of shared, tag, account.');
  return undefined;
}

function readHours(environment: Environment, mistakes: string[]): number {
  const text = textOf(environment, 'SANDSHELL_VISITOR_HOURS') ?? String(usualHours);
  const hours = Number(text);
  if (/^\d{1,3}$/.test(text) && hours >= 1 && hours <= hoursMax) return hours;
  mistakes.push(`SANDSHELL_VISITOR_HOURS is a whole number from 1 to ${hoursMax}.`);
  return usualHours;
}

function readSweepMinutes(environment: Environment, mistakes: string[]): number {
  const text = textOf(environment, 'SANDSHELL_SWEEP_MINUTES') ?? String(usualSweepMinutes);
  const minutes = Number(text);
  if (/^\d{1,4}$/.test(text) && minutes <= sweepMinutesMax) return minutes;
  mistakes.push(`SANDSHELL_SWEEP_MINUTES is a whole number up to ${sweepMinutesMax}.`);
  return usualSweepMinutes;
}

function readRules(
  environment: Environment,
  usual: Partial<Rules>,
  mistakes: string[],
): Partial<Rules> {
  const names = ['address', 'visitor', 'all'] as const;
  const rules = names.map((name) => {
    const variable = `SANDSHELL_LIMIT_${name.toUpperCase()}`;
    const text = textOf(environment, variable);
    if (text === undefined) return [name, usual[name]];
    if (text === 'off') return [name, undefined];
    const rule = readRule(text);
    if (!rule) mistakes.push(`${variable} is REQUESTS/SECONDS, such as 300/60, or off.`);
    return [name, rule];
  });
  return Object.fromEntries(rules) as Partial<Rules>;
}

/** A sandbox on this machine has no limits of its own that would have to be kept. */
function isLocal(upstream: string | undefined): boolean {
  return upstream !== undefined && URL.canParse(upstream) && isLoopback(new URL(upstream).hostname);
}

function noticesOf(rules: Partial<Rules>, separation: Separation | undefined): string[] {
  const told = Object.entries(rules).flatMap(([name, rule]) =>
    rule ? [`${name} ${rule.requestsMax} in ${rule.windowSeconds} s`] : [],
  );
  const limits = told.length > 0 ? `Limits: ${told.join(', ')}.` : 'There are no rate limits.';
  const together =
    'Visitors are not kept apart: each sees what others make. SANDSHELL_VISITORS=tag or account ' +
    'changes that.';
  return separation ? [limits] : [limits, together];
}

/** A proxy for programs alone is a rare wish, and a forgotten origin a usual mistake. */
function noPage({ origins = [] }: ProxyOptions): readonly string[] {
  return origins.length > 0
    ? []
    : ['No page may ask: --origin or SANDSHELL_ORIGIN names those that may.'];
}

function textOf(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
