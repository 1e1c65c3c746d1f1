// Keys of live mode, which must never be shown, kept or sent: where they stand in a text.

import { redactKeys } from './redact.ts';

const liveKey = /\b[a-z]{2}_live_[A-Za-z0-9_]*/;

export interface KeyStretch {
  /** Of the part after `sk_live_`, in UTF-16 units; `end` is behind its last. */
  readonly start: number;
  readonly end: number;
}

export function hasLiveKey(text: string): boolean {
  return text.includes('_live_') && liveKey.test(text);
}

/** The text itself where it holds no live key; then test keys are hidden with them. */
export function withoutLiveKeys(text: string): string {
  return hasLiveKey(text) ? redactKeys(text) : text;
}

/** The secret parts, in order. */
export function liveKeyStretches(text: string): readonly KeyStretch[] {
  if (!text.includes('_live_')) return [];
  return Array.from(text.matchAll(new RegExp(liveKey, 'g')), ({ 0: key, index }) => ({
    start: index + key.indexOf('_live_') + '_live_'.length,
    end: index + key.length,
  }));
}
