// `stripe login` and its kin: a sandbox needs no account, and each says so, or what the CLI would say.

import type { Command } from '../command.ts';
import { printFolded } from '../fold-lines.ts';
import { localFlags } from '../local-usage.ts';
import { ShellError } from '../shell-error.ts';

const noLogin =
  'Nothing to log in to: this shell brings a key of its own, and a sandbox that belongs to nobody.\n' +
  'With the official Stripe CLI, `stripe login` opens a browser to connect your account:\n' +
  'https://docs.stripe.com/stripe-cli\n';

/** `tell` gives what is printed. */
function telling(words: string, summary: string, tell: () => string): Command {
  return {
    path: ['stripe', ...words.split(' ')],
    summary,
    flags: localFlags(words),

    async run(_, context) {
      printFolded(tell(), context);
      return 0;
    },
  };
}

function refusing(words: string, summary: string, message: string): Command {
  return telling(words, summary, () => {
    throw new ShellError(message);
  });
}

const list: Command = {
  path: ['stripe', 'login', 'list'],
  summary: 'List the accounts logged in to',
  flags: localFlags('login list'),

  async run({ flags }, { config, print }) {
    if (flags.positionals.length > 0) {
      throw new ShellError(
        '`stripe login list` accepts at maximum 0 positional argument. ' +
          'See `stripe login list --help` for supported flags and usage',
      );
    }
    const name = config.get('display_name') ?? 'default';
    const isKnown = Boolean(config.get('test_mode_api_key'));
    print(isKnown ? `Available profiles:\n  * ${name} (active)\n` : 'No profiles found.\n');
    return 0;
  },
};

const notLoggedIn = "not logged in; run 'stripe login' first";

export const login: readonly Command[] = [
  telling('login', 'Log in to a Stripe account', () => noLogin),
  list,
  refusing('login switch', 'Change to another account logged in to', notLoggedIn),
  telling(
    'logout',
    'Log out of a Stripe account',
    () => 'Nothing to log out of: the key of this shell is its own. "reset" empties the sandbox.\n',
  ),
  refusing('switch', 'Change to another account or sandbox', notLoggedIn),
  {
    ...refusing(
      'reauth',
      'Log in again',
      "reauth requires a valid session; run 'stripe login' to authenticate",
    ),
    isHidden: true,
  },
];
