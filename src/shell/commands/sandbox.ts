// `stripe sandbox create` and `claim`: a new test key is a new, empty account of the sandbox in the
// page; nobody else knows of it.

import type { Command } from '../command.ts';
import { printFolded } from '../fold-lines.ts';
import { localFlags } from '../local-usage.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const create: Command = {
  path: ['stripe', 'sandbox', 'create'],
  summary: 'Make a new sandbox',
  flags: localFlags('sandbox create'),
  positionals: 0,

  async run(_, { config, print, random }) {
    const text = random.text(32, letters);
    config.set('test_mode_api_key', `sk_test_${text}`);
    print('Setting up your sandbox... done.\n');
    const keys = { secret_key: `sk_test_${text}`, publishable_key: `pk_test_${text}` };
    print(`${JSON.stringify({ ...keys, claim_url: null, expires_at: null }, undefined, 2)}\n`);
    return 0;
  },
};

const claim: Command = {
  path: ['stripe', 'sandbox', 'claim'],
  summary: 'Take over a sandbox in the browser',
  flags: localFlags('sandbox claim'),
  positionals: 0,

  async run(_, context) {
    printFolded('Nothing to claim: a sandbox of this shell lives in its page alone.\n', context);
    return 0;
  },
};

export const sandbox: readonly Command[] = [create, claim];
