// How intents come to their kinds of means of payment, and to their money.

import type { Call } from '../behaviour.ts';

/**
 * Whether an intent takes what the account's settings say, as it does unless kinds are named.
 * Source: https://docs.stripe.com/changelog/2023-08-16
 */
export function isAutomatic({ params, version }: Pick<Call, 'params' | 'version'>): boolean {
  if (params['payment_method_types']) return false;
  return params['automatic_payment_methods'] !== undefined || version >= '2023-08-16';
}

/** Where nobody says when it is captured. Source: https://docs.stripe.com/changelog/2024-04-10 */
export function usualCapture({ version }: Pick<Call, 'version'>): string {
  return version < '2024-04-10' ? 'automatic' : 'automatic_async';
}
