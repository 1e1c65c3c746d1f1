// `stripe whoami`: the profile and its keys, as the official CLI knows them without asking anyone.

import type { Command, Context } from '../command.ts';
import type { JsonValue } from '../go-json.ts';
import { localFlags } from '../local-usage.ts';
import type { Parsed } from '../parser.ts';

const defaultProject = 'default';

export const whoami: Command = {
  path: ['stripe', 'whoami'],
  summary: 'Tell the account and the keys in use',
  flags: localFlags('whoami'),
  positionals: 0,

  async run({ flags }, context) {
    const told = tell(flags, context);
    if (flags.value('format')?.toLowerCase() === 'json') {
      const { writeJson } = await import('../go-json.ts');
      context.print(`${writeJson(asJson(told), { indent: '  ', isSorted: false })}\n`);
    } else context.print(told.isKnown ? knownPage(told) : unknownPage(told));
    return told.isKnown ? 0 : 1;
  },
};

interface Told {
  readonly profile: string;
  /** Whether the profile has a key. */
  readonly isKnown: boolean;
  readonly account: string | undefined;
  readonly device: string;
  readonly versions: readonly [api: string, preview: string];
}

function tell(flags: Parsed, { environment, config, catalog }: Context): Told {
  const named = flags.value('project-name') || environment.get('STRIPE_PROJECT_NAME');
  const profile = named || defaultProject;
  const isKnown = profile === defaultProject && Boolean(config.get('test_mode_api_key'));
  return {
    profile,
    isKnown,
    account: isKnown ? config.get('display_name') : undefined,
    device: flags.value('device-name') || (config.get('device_name') ?? ''),
    versions: [catalog.apiVersion, catalog.previewApiVersion],
  };
}

function knownPage({ profile, account, device, versions }: Told): string {
  return table(22, [
    ['Profile', profile],
    ...(account ? ([['Account', account]] as const) : []),
    ['Device name', device],
    ['Sandbox key', 'available'],
    ['Live mode key', 'not available'],
    ['API version', versions[0]],
    ['Preview API version', versions[1]],
  ]);
}

function unknownPage({ profile }: Told): string {
  const rows = [
    ['Profile', profile],
    ['Authenticated', 'false'],
  ] as const;
  return `${table(16, rows)}Run \`stripe login\` to authenticate.\n`;
}

function asJson({ profile, isKnown, account, device, versions }: Told): JsonValue {
  return new Map<string, JsonValue>([
    ['authenticated', isKnown],
    ['profile_name', profile],
    ...(account ? ([['display_name', account]] as const) : []),
    ['device_name', device],
    ['test_mode_key', keyAsJson(isKnown)],
    ['live_mode_key', keyAsJson(false)],
    ['api_version', versions[0]],
    ['preview_api_version', versions[1]],
  ]);
}

function keyAsJson(isAvailable: boolean): JsonValue {
  return new Map<string, JsonValue>([
    ['available', isAvailable],
    ['expires_at', null],
  ]);
}

function table(width: number, rows: readonly (readonly [string, string])[]): string {
  return rows.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}\n`).join('');
}
