// Reads one version of the official package: its declarations, and what its methods do when called.

import { fileURLToPath } from 'node:url';
import { present } from '../base/assert.ts';
import { readOperations, type PackageOperation } from './operations.ts';
import { createOpener, find, type Opener } from './scopes.ts';
import { createReading, type Reading } from './types.ts';

export interface Package {
  readonly apiVersion: string;
  readonly operations: readonly PackageOperation[];
  readonly reading: Reading;
}

interface PackageModule {
  readonly default: { new (key: string): object; readonly API_VERSION: string };
}

/**
 * `name` is the alias under which package.json has it. With `part`, such as `v2`, only what hangs
 * there is read, and only the declarations that it needs.
 */
export async function readPackage(name: string, part?: string): Promise<Package> {
  const { default: Client } = (await import(/* @vite-ignore */ name)) as PackageModule;
  const open = openerOf(name);
  const reading = createReading();
  const client = present(find(open('stripe.core.d.ts'), ['Stripe']), `class of ${name}`);
  // The key is never sent: every request is caught before it is made.
  const whole = new Client('sk_test_not_a_real_key');
  const operations = readOperations({ client: whole, entity: client, reading, part });
  return { apiVersion: Client.API_VERSION, operations, reading };
}

/** Opens a package's declaration files by their path inside, as in `resources/Events.d.ts`. */
export function openerOf(name: string): Opener {
  const open = createOpener();
  const root = fileURLToPath(new URL(`../../node_modules/${name}/esm/`, import.meta.url));
  return (path) => open(root + path);
}
