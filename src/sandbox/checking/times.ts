// Times that a request names for what is to come: those that are over, and those that are too far away.

import { ApiError } from '../../wire/api-error.ts';

const daySeconds = 86_400;
const farthestSeconds = 5 * 365.25 * daySeconds;
/** Source: https://docs.stripe.com/api/subscriptions/create#create_subscription-trial_end */
const trialDaysMax = 730;

/** Without effect on what is no time, such as `now`. */
export function requireFuture(time: unknown, param: string, now: number): void {
  if (typeof time !== 'number') return;
  if (time <= now) throw new ApiError(overMessage(time, param), { param });
  if (time - now <= farthestSeconds) return;
  throw new ApiError('Invalid timestamp: can be no more than five years in the future.', { param });
}

/** Of these Stripe says what they are. */
const explained: readonly string[] = ['expires_at', 'redeem_by', 'trial_end'];

function overMessage(time: number, param: string): string {
  return explained.includes(param)
    ? `The parameter \`${param}\` expects a unix timestamp representing a date and time in the ` +
        `future. You specified the value \`${time}\` which is in the past.`
    : 'Invalid timestamp: must be an integer Unix timestamp in the future.';
}

/** Throws where it is told both ways, or too long; the end has to be in the future already. */
export function requireTrialLength(
  { days, end }: { readonly days: unknown; readonly end: unknown },
  now: number,
  nameOf = (name: string): string => name,
): void {
  if (days !== undefined && end !== undefined) {
    throw new ApiError(
      'Received both trial_end and trial_period_days parameters. Please pass in only one.',
    );
  }
  const refuse = (name: string): never => {
    throw new ApiError(`The maximum number of trial period days is ${trialDaysMax} (2 years).`, {
      param: nameOf(name),
    });
  };
  if (typeof days === 'number' && days > trialDaysMax) refuse('trial_period_days');
  if (typeof end === 'number' && end - now > trialDaysMax * daySeconds) refuse('trial_end');
}
