// Why a sandbox is not saved, in sentences for the reader. Fetched when that has happened.

import { JournalError } from './saved-journal.ts';
import { TurnsError } from './turns.ts';

const remedy =
  'What you do now is kept until this page is closed; ' +
  '"reset" empties the sandbox and tries to save again.';

export function reasonOf(error: unknown): string {
  return `The sandbox is not saved. ${causeOf(error)} ${remedy}`;
}

function causeOf(error: unknown): string {
  if (error instanceof TurnsError)
    return `The browser gives this page no locks (${error.message}).`;
  if (error instanceof JournalError) return journalCauses[error.message] ?? error.message;
  // Error names of IndexedDB: https://www.w3.org/TR/IndexedDB/#exceptions
  const causes: Readonly<Record<string, string>> = {
    QuotaExceededError: 'The browser has no room left for it.',
    VersionError: 'It was written by a newer version of this page.',
    InvalidStateError: 'The browser does not let this page save, as in some private windows.',
    SecurityError: 'The settings of the browser do not let this page save.',
    ReferenceError: 'The browser has no database for this page.',
  };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return causes[name] ?? `The database of the browser failed (${message}).`;
}

const journalCauses: Readonly<Record<string, string>> = {
  closed: 'The browser has closed or removed it.',
  damaged: 'A part of what was saved is damaged; all the rest could be read.',
  removed: 'It was removed from the browser.',
  taken: 'A newer version of this page has taken it over.',
};
