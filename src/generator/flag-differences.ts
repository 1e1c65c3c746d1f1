// Compares the flags computed from the declarations with those of the CLI's help pages.

import type { Branch, Catalog, Operation } from '../catalog/catalog.ts';
import { flagsOf, type Flag } from '../catalog/flags.ts';
import type { HelpFlag, HelpPage } from './help-page.ts';
import type { CommandFacts } from './overlay.ts';

export type Differences = Pick<CommandFacts, 'formats' | 'added' | 'dropped'>;

/** The route must be loaded. Lists that would be empty are left out. */
export function differences(
  catalog: Catalog,
  operation: Operation,
  theirs: readonly HelpFlag[],
): Differences {
  const ours = new Map(flagsOf(catalog, operation).map((flag) => [flag.name, flag]));
  const formats: Record<string, string> = {};
  const added: Record<string, string> = {};
  for (const flag of theirs) {
    const own = ours.get(flag.name);
    const label = writtenLabel(flag);
    if (!own && label) added[apiName(flag.name)] = label;
    if (own && label && own.label !== flag.label) {
      formats[own.path.join('.')] = label;
    }
  }
  const names = new Set(theirs.map(({ name }) => name));
  const dropped = [...ours.values()].filter(({ name }) => !names.has(name));
  return {
    ...(Object.keys(formats).length > 0 && { formats }),
    ...(Object.keys(added).length > 0 && { added }),
    ...(dropped.length > 0 && { dropped: dropped.map(({ path }) => path.join('.')) }),
  };
}

/** As `typeLabelled` reads it. Clearable objects have no type of their own. */
function writtenLabel({ label, isArray, isClearable }: HelpFlag): string | undefined {
  if (isClearable) return undefined;
  if (label === 'true|false') return 'boolean';
  const name = /^<(.*)>$/.exec(label)?.[1];
  if (name) return isArray ? `${name}[]` : name;
  return label.includes('|') ? label : `${label}|`;
}

/** Right for all names that have no hyphen of their own. */
function apiName(flagName: string): string {
  return flagName.replaceAll('-', '_');
}

/** One text for a whole list of flags; equal lists have equal hashes. */
export function flagsHash(flags: readonly HelpFlag[], required: readonly string[]): string {
  const lines = flags.map(({ name, label, isArray, isClearable }) =>
    [name, label, isArray, isClearable, required.includes(name)].join(' '),
  );
  let hash = 0x811c9dc5;
  for (const sign of lines.sort().join('\n')) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** The computed flags in the form of the help's. */
export function asHelpFlags(flags: readonly Flag[]): readonly HelpFlag[] {
  return flags.map(({ name, label, type, isClearable }) => ({
    name,
    label,
    isArray: type === 'array',
    isClearable,
  }));
}

/**
 * Flags that the short page shows beyond the required ones; these where it shows no others and yet
 * hides some. None where it hides nothing and its example shows none: then all are equally common.
 */
export function commonOf(
  catalog: Catalog,
  operation: Operation,
  short: HelpPage,
): readonly string[] {
  const isTold = short.hiddenCount > 0 || short.hasCommonExample;
  if (!isTold || !short.flags) return [];
  const paths = new Map(
    flagsOf(catalog, operation).map(({ name, path }) => [name, path.join('.')]),
  );
  const shown = short.flags.filter(({ isClearable }) => !isClearable);
  const others = shown.filter(({ name }) => !short.required.includes(name));
  return (others.length > 0 ? others : shown).map(({ name }) => paths.get(name) ?? apiName(name));
}

export function operationsIn(branch: Branch): readonly Operation[] {
  if (branch.type === 'operation') return [branch.operation];
  return [...new Set(branch.children.values())].flatMap(operationsIn);
}
