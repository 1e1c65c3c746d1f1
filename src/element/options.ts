// The attributes of `<sand-shell>`, read once and checked. What cannot be used is told, and the
// default taken.

import { defaultShortcut, readShortcut, type Shortcut } from './shortcut.ts';

export type BackendName = 'sandbox' | 'worker' | 'proxy';

export interface Options {
  readonly backend: BackendName;
  readonly proxyUrl: string | undefined;
  /** `sandbox` for the page's own sandbox where the proxy does not answer. */
  readonly proxyFallback: string | undefined;
  /** Undefined for ids that differ from visit to visit. */
  readonly seed: string | undefined;
  /** Since 1970; undefined for the real clock. */
  readonly nowMs: number | undefined;
  /** `auto`, `light`, `dark`, or the name of a theme of the terminal. */
  readonly theme: string;
  readonly isDrawer: boolean;
  readonly isWelcome: boolean;
  /** Undefined where it is switched off. */
  readonly shortcut: Shortcut | undefined;
}

export interface ReadOptions {
  readonly options: Options;
  /** Sentences for whoever wrote the attributes. */
  readonly complaints: readonly string[];
}

export const attributeNames = [
  'backend',
  'proxy-url',
  'proxy-fallback',
  'seed',
  'now',
  'theme',
  'drawer',
  'welcome',
  'shortcut',
] as const;

type AttributeName = (typeof attributeNames)[number];

const backends: readonly string[] = ['sandbox', 'worker', 'proxy'] satisfies BackendName[];
const liveKey = /\b[srp]k_live_/;

/** `attribute` gives null where it is absent, as `getAttribute` does. */
export function readOptions(attribute: (name: AttributeName) => string | null): ReadOptions {
  const complaints: string[] = [];
  // A key of the live mode is neither used nor repeated, wherever it was put.
  const value = (name: AttributeName): string | null => {
    const text = attribute(name);
    if (text === null || !liveKey.test(text)) return text;
    complaints.push(`The attribute ${name} holds a live key. Live keys are never used here.`);
    return null;
  };
  const isOn = (name: AttributeName): boolean => ![null, 'off', 'false'].includes(value(name));
  const shortcutText = value('shortcut') ?? defaultShortcut;
  const shortcut = readShortcut(shortcutText);
  if (!shortcut && shortcutText !== 'off') {
    complaints.push(`shortcut="${shortcutText}" names no key with Ctrl, Alt or Meta.`);
  }

  return {
    options: {
      backend: readBackend(value('backend'), complaints),
      proxyUrl: value('proxy-url') ?? undefined,
      proxyFallback: value('proxy-fallback') ?? undefined,
      seed: value('seed') ?? undefined,
      nowMs: readTime(value('now'), complaints),
      theme: value('theme') || 'auto',
      isDrawer: isOn('drawer'),
      isWelcome: isOn('welcome'),
      shortcut,
    },
    complaints,
  };
}

function readBackend(text: string | null, complaints: string[]): BackendName {
  if (text === null || text === '') return 'sandbox';
  if (backends.includes(text)) return text as BackendName;
  complaints.push(
    `backend="${text}" is none of ${backends.join(', ')}. The sandbox answers instead.`,
  );
  return 'sandbox';
}

function readTime(text: string | null, complaints: string[]): number | undefined {
  if (text === null || text === '') return undefined;
  const timeMs = Date.parse(text);
  if (Number.isFinite(timeMs)) return timeMs;
  complaints.push(`now="${text}" is no time such as 2026-01-31T09:00:00Z. The real clock is used.`);
  return undefined;
}
