// Which API key a command uses. The official CLI's rules and words, and one rule more: a key that
// is not for testing is refused before there is any request, and is never told back.

import { holdsLiveKey } from '../text/redact.ts';
import type { Context } from './command.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

/** Stands for the profile that `stripe login` would have written: a sandbox needs no account. */
export const profileKey = 'sk_test_sandshellreaderofthedocs';

const defaultProject = 'default';
const keyLengthMin = 12;

export interface KeySources {
  /** Exported variables: STRIPE_API_KEY goes before everything else. */
  readonly environment: ReadonlyMap<string, string>;
  readonly flag: string | undefined;
  readonly profile: string;
  readonly project: string | undefined;
  readonly isLive: boolean;
}

/** Of a command's line and its surroundings. */
export function keySources(flags: Parsed, { environment, profileKey }: Context): KeySources {
  return {
    environment,
    flag: flags.value('api-key'),
    profile: profileKey,
    project: flags.value('project-name'),
    isLive: flags.isOn('live'),
  };
}

/** Throws ShellError where no request may be made. */
export function resolveKey(sources: KeySources): string {
  const key = givenKey(sources) || storedKey(sources);
  refuseLiveKey(key);
  checkKey(key);
  if (!/^[sr]k_test_/.test(key)) throw new ShellError(notForTesting);
  return key;
}

/** The key that a dry run shows, hidden but for its ends; undefined where it would not be used. */
export function shownKey(sources: KeySources): string | undefined {
  try {
    return maskKey(resolveKey(sources));
  } catch {
    return undefined;
  }
}

/** As the CLI masks keys: the first eight and the last four characters stay. */
export function maskKey(key: string): string {
  return key.slice(0, 8) + '*'.repeat(Math.max(0, key.length - 12)) + key.slice(-4);
}

/** For lines, requests and everything else that could carry a live key to somewhere. */
export function refuseLiveKey(text: string): void {
  if (holdsLiveKey(text) || /^(?:sk|rk|pk)_live_/i.test(text)) throw new ShellError(liveKey);
}

const remedy =
  'Use a key of a sandbox (sk_test_… or rk_test_…), or none at all: this shell brings its own.';
const liveKey =
  'This shell works with test data only, and refuses live keys: one in a docs ' +
  `page could reach real money.\nNothing was sent, and the key is not kept.\n${remedy}`;
const notForTesting =
  'This shell works with test data only: a key of this kind is not known to be for testing.\n' +
  remedy;

function givenKey({ environment, flag }: KeySources): string {
  return environment.get('STRIPE_API_KEY') || flag || '';
}

function storedKey({ environment, profile, project, isLive }: KeySources): string {
  if (isLive) {
    throw new ShellError(
      'your live mode API key needs to be re-configured. Run `stripe login` to re-authenticate',
    );
  }
  const name = project ?? (environment.get('STRIPE_PROJECT_NAME') || defaultProject);
  if (name === defaultProject) return profile;
  throw new ShellError(
    `You provided the project name "${name}" (either via the "--project-name" flag or the ` +
      '"STRIPE_PROJECT_NAME" environment variable), but no config for that project was found.\n' +
      `Please run \`stripe login --project-name=${name}\` to enable commands for this project.`,
  );
}

function checkKey(key: string): void {
  if (key === '') throw new ShellError(noKey);
  if (new TextEncoder().encode(key).length < keyLengthMin) {
    throw new ShellError(
      'the API key provided is too short, it must be at least 12 characters long',
    );
  }
  const parts = key.split('_');
  if (parts.length < 3) {
    throw new ShellError(
      'You are using a legacy-style API key, which is unsupported by the CLI. ' +
        'Please generate a new test API key',
    );
  }
  if (!['sk', 'rk', 'rkcs'].includes(parts[0] ?? '')) {
    throw new ShellError('the CLI only supports using a secret or restricted key');
  }
}

const noKey =
  'You have not configured API keys yet\n' +
  '  If you already have a key: set STRIPE_API_KEY or pass --api-key <key>.\n' +
  '  To authenticate to an existing account: run `stripe login` (outputs a browser URL for the ' +
  'user).';
