// Which keys are taken, in which order of places, and what is said of the others.

import { describe, expect, test } from 'vitest';
import { profileKey } from '../../src/shell/keys.ts';
import { openShell } from './open-shell.ts';

async function keyOf(...lines: string[]): Promise<string | null | undefined> {
  const shell = openShell();
  for (const line of lines) await shell.run(line);
  return shell.sent.at(-1)?.headers.get('authorization')?.replace('Bearer ', '');
}

describe('where a key comes from', () => {
  test.each([
    ['the shell’s own', ['stripe customers list'], profileKey],
    ['the flag', ['stripe customers list --api-key sk_test_flagflag'], 'sk_test_flagflag'],
    [
      'the flag before the command',
      ['stripe --api-key rk_test_early123 get x'],
      'rk_test_early123',
    ],
    ['the last flag', ['stripe get x --api-key a --api-key=sk_test_last1234'], 'sk_test_last1234'],
    [
      'the environment, which goes before the flag',
      ['STRIPE_API_KEY=rk_test_envenv12 stripe get x --api-key sk_test_flagflag'],
      'rk_test_envenv12',
    ],
    [
      'an exported variable',
      ['export STRIPE_API_KEY=sk_test_exported', 'stripe get x'],
      'sk_test_exported',
    ],
    [
      'a variable that was exported first and set then',
      ['export STRIPE_API_KEY; STRIPE_API_KEY=sk_test_setlater; stripe get x'],
      'sk_test_setlater',
    ],
    [
      'an exported variable that is forgotten again gives way',
      ['export STRIPE_API_KEY=sk_test_exported', 'unset STRIPE_API_KEY', 'stripe get x'],
      profileKey,
    ],
    [
      'a variable that is not exported does not count',
      ['STRIPE_API_KEY=nope', 'stripe get x'],
      profileKey,
    ],
    ['an empty variable does not count', ['STRIPE_API_KEY= stripe get x'], profileKey],
    [
      'the prefix is for its own command',
      ['STRIPE_API_KEY=nope stripe get x; stripe get x'],
      profileKey,
    ],
    ['STRIPE_SECRET_KEY does not count', ['STRIPE_SECRET_KEY=nope stripe get x'], profileKey],
    ['the profile `default` is there', ['stripe get x -p default'], profileKey],
  ])('%s', async (_name, lines, key) => {
    expect(await keyOf(...lines)).toBe(key);
  });
});

describe('a key that is no key of a sandbox is refused, and nothing is sent', () => {
  test.each([
    ['short', 'the API key provided is too short, it must be at least 12 characters long'],
    ['sk_test_123', 'the API key provided is too short'],
    ['whsec_123456789', 'You are using a legacy-style API key, which is unsupported by the CLI.'],
    ['sk_1234567890123', 'You are using a legacy-style API key'],
    ['pk_test_123456789', 'the CLI only supports using a secret or restricted key'],
    ['ek_test_123456789', 'the CLI only supports using a secret or restricted key'],
    ['SK_TEST_123456789', 'the CLI only supports using a secret or restricted key'],
    ["' sk_test_1234567'", 'the CLI only supports using a secret or restricted key'],
    ['sk_org_test_12345', 'This shell works with test data only'],
    ['rkcs_test_1234567', 'This shell works with test data only'],
    ['sk_other_12345678', 'This shell works with test data only'],
  ])('%s', async (key, message) => {
    for (const line of [
      `stripe customers list --api-key ${key}`,
      `STRIPE_API_KEY=${key} stripe post /v1/customers --api-key sk_test_flagflag`,
    ]) {
      const shell = openShell();
      const result = await shell.run(line);
      expect(result.stderr).toContain(message);
      expect(result).toMatchObject({ stdout: '', exitCode: 1 });
      expect(shell.sent).toEqual([]);
    }
  });

  test('none at all', async () => {
    const shell = openShell(undefined, { profileKey: '' });
    const { stderr, exitCode } = await shell.run('stripe customers list');
    expect(stderr).toMatch(/^You have not configured API keys yet\n {2}If you already have a key/);
    expect(exitCode).toBe(1);
  });

  test('--live, and a profile that is not there', async () => {
    const shell = openShell();
    expect((await shell.run('stripe get x --live')).stderr).toMatch(
      /^your live mode API key needs to be re-configured/,
    );
    expect((await shell.run('stripe get x -p proj')).stderr).toContain('project name "proj"');
    expect((await shell.run('STRIPE_PROJECT_NAME=p stripe get x')).stderr).toContain('name "p"');
    expect(shell.sent).toEqual([]);
  });
});

/** The secret part, which no output may hold. */
const secret = '51Hsecretsecret';

const everywhere = [
  'stripe customers list --api-key KEY',
  'stripe customers list --api-key=KEY',
  'STRIPE_API_KEY=KEY stripe customers list',
  'export STRIPE_API_KEY=KEY',
  'KEPT=KEY',
  'echo KEY',
  'stripe customers create -d description=KEY',
  'stripe customers create -d metadata[KEY]=x',
  'stripe customers create --name "my key is KEY"',
  "stripe customers create --description $'KEY'",
  'stripe customers list --stripe-account KEY',
  'stripe customers list --stripe-context KEY',
  'stripe customers create -i KEY',
  'stripe customers list -v KEY',
  'stripe customers list -e KEY',
  'stripe get /v1/customers/KEY',
  'stripe get KEY',
  'stripe get "/v1/customers?key=KEY"',
  'stripe post /v2/core/accounts -d \'{"key":"KEY"}\'',
  'stripe customers list --dry-run --api-key KEY',
  'stripe customers list -p KEY',
  'stripe KEY',
  'stripe customers list --KEY',
  'stripe customers list -KEY',
  'stripe help KEY',
  'stripe version # KEY',
  '# KEY',
  'KEY',
  'stripe customers create --name KEY "',
  'stripe customers create > KEY',
  'stripe --map KEY',
  'echo KEY | stripe customers delete cus_1',
];

const kinds = ['sk_live_', 'rk_live_', 'pk_live_'];

describe('a live key stops the line before there is a request, and is not told back', () => {
  test.each(everywhere)('%s', async (line) => {
    for (const kind of kinds) {
      const shell = openShell(undefined, {});
      const typed = line.replaceAll('KEY', kind + secret);
      const { stdout, stderr, exitCode } = await shell.run(typed, { isColor: true });
      expect(stderr).toContain('refuses live keys');
      expect(stdout + stderr).not.toContain(secret);
      expect(stdout).toBe('');
      expect(exitCode).toBe(1);
      expect(shell.sent).toEqual([]);
    }
  });

  test.each([
    `stripe customers list --api-key sk_"live"_${secret}`,
    `stripe customers list --api-key sk_'live_'${secret}`,
    `stripe customers list --api-key s\\k_live_${secret}`,
    `stripe customers list --api-key sk_li\\\nve_${secret}`,
    `stripe customers list --api-key $'sk_\\x6cive_${secret}'`,
    `A=sk_ B=live_${secret}; stripe customers list --api-key $A$B`,
    `A=live; stripe customers create -d name=sk_\${A}_${secret}`,
    `A=sk_; STRIPE_API_KEY=\${A}live_${secret} stripe get x`,
    `A=sk_; export STRIPE_API_KEY=\${A}live_${secret}`,
    `A=sk_; echo \${A}live_${secret}`,
    `stripe get /v1/customers/sk%5Flive%5F${secret}`,
  ])('put together from pieces: %s', async (line) => {
    const shell = openShell();
    const { stdout, stderr, exitCode } = await shell.run(line);
    expect(stderr).toContain('refuses live keys');
    expect(stdout + stderr).not.toContain(secret);
    expect(exitCode).toBe(1);
    expect(shell.sent).toEqual([]);
  });

  test('from the environment that the shell was started with', async () => {
    const shell = openShell(undefined, { environment: { STRIPE_API_KEY: `rk_live_${secret}` } });
    const { stdout, stderr, exitCode } = await shell.run('stripe customers list');
    expect(stderr).toContain('refuses live keys');
    expect(stdout + stderr).not.toContain(secret);
    expect(exitCode).toBe(1);
    expect((await shell.run('export')).stdout).not.toContain(secret);
    expect(shell.sent).toEqual([]);
  });

  test('as the profile’s key', async () => {
    const shell = openShell(undefined, { profileKey: `sk_live_${secret}` });
    const { stdout, stderr } = await shell.run('stripe customers list');
    expect(stdout + stderr).not.toContain(secret);
    expect(shell.sent).toEqual([]);
  });

  test('what comes after the line with the key is run again, and knows nothing of it', async () => {
    const shell = openShell();
    await shell.run(`export STRIPE_API_KEY=sk_live_${secret}`);
    const { stdout, exitCode } = await shell.run('echo "[$STRIPE_API_KEY]"; stripe get x');
    expect(stdout).toBe('[]\n{}\n');
    expect(exitCode).toBe(0);
  });
});

test('the key of a dry run is masked but for its ends', async () => {
  const shell = openShell();
  const { stdout } = await shell.run('stripe get x --dry-run --api-key sk_test_abcdefghijkl');
  expect(stdout).toContain('"Authorization": "Bearer sk_test_********ijkl"');
});

test('a test key in a message of the shell is masked', async () => {
  const { stderr } = await openShell().run('sk_test_abcdefghijkl');
  expect(stderr).toContain('command not found');
  expect(stderr).not.toContain('abcdefgh');
});

test('words that only look like live keys are sent', async () => {
  const shell = openShell();
  const { exitCode } = await shell.run(
    'stripe customers create --name "task_live_chat" -d a=live_1',
  );
  expect(exitCode).toBe(0);
  expect(shell.sent[0]?.body).toContain('task_live_chat');
});
