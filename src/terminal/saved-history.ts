// The history as it survives reloads: the one home of localStorage. Keys are never kept whole.

import { entriesMax, isRemembered } from '../editor/history.ts';
import { holdsLiveKey, redactKeys } from '../text/redact.ts';

export interface SavedHistory {
  /** The oldest first. What other tabs added since is among them. */
  load(): readonly string[];
  add(line: string): void;
}

export const storageName = 'sandshell.history';

const storedUnitsMax = 200_000;

/** Storage that is missing, full or forbidden is no error: the history then ends with the page. */
export function createSavedHistory(storage: () => Storage = () => localStorage): SavedHistory {
  let memory: readonly string[] = [];

  function load(): readonly string[] {
    try {
      memory = read(storage().getItem(storageName)) ?? memory;
    } catch {
      // Readers who forbid storage have chosen to be forgotten.
    }
    return memory;
  }

  return {
    load,
    add(line) {
      if (holdsLiveKey(line)) return;
      const entries = load();
      const kept = redactKeys(line);
      if (!isRemembered(entries, kept)) return;
      memory = bounded([...entries, kept]);
      try {
        storage().setItem(storageName, JSON.stringify(memory));
      } catch {
        // As above; and a full storage is not the history's to empty.
      }
    },
  };
}

/** Undefined for anything but a list of lines: whoever wrote it, it was not this. */
function read(stored: string | null): readonly string[] | undefined {
  if (stored === null) return undefined;
  try {
    const parsed: unknown = JSON.parse(stored);
    if (!Array.isArray(parsed)) return undefined;
    return parsed.filter((line): line is string => typeof line === 'string');
  } catch {
    return undefined;
  }
}

function bounded(entries: readonly string[]): readonly string[] {
  let units = 0;
  let from = entries.length;
  while (from > 0 && entries.length - from < entriesMax) {
    units += entries[from - 1]?.length ?? 0;
    if (units > storedUnitsMax) break;
    from -= 1;
  }
  return entries.slice(from);
}
