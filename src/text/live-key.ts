// Keys of live mode, which must never be shown, kept or sent: where they stand in a text.

import { holdsLiveKey, redactKeys } from './redact.ts';

const liveKeys = /(?<![a-z])((?:sk|rk|pk|ek|uk|mk|rkcs)_(?:org_)?live_)(\w*)/g;

export interface KeyStretch {
  /** Of the part after `sk_live_`, in UTF-16 units; `end` is behind its last. */
  readonly start: number;
  readonly end: number;
}

/** The text itself where it holds no live key; then test keys are hidden with them. */
export function withoutLiveKeys(text: string): string {
  return holdsLiveKey(text) ? redactKeys(text) : text;
}

/** The secret parts, in order. */
export function liveKeyStretches(text: string): readonly KeyStretch[] {
  if (!text.includes('live_')) return [];
  return Array.from(text.matchAll(liveKeys), ({ 0: key, 1: kind = '', index }) => ({
    start: index + kind.length,
    end: index + key.length,
  }));
}
