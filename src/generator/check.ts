// What must be true of the description before anything is written: a lost command is a broken
// build.

import type { Description, Sources } from './describe.ts';
import { exceptions } from './exceptions.ts';
import { templateKey } from './operations.ts';
import type { Package } from './package.ts';

/** As counted when the versions were chosen; a fall means that the reading went wrong. */
const least = { commands: 742, routes: 590, shapes: 170, events: 275, params: 2800 };

export function checkDescription(
  description: Description,
  { stable, preview }: Omit<Sources, 'overlay'>,
  events: readonly string[],
): readonly string[] {
  const { overlay, strays, commands, routes, shapes } = description;
  const problems = strays.map(
    (words) => `No operation for "stripe ${words}" (${overlay.commands[words]?.request}).`,
  );
  problems.push(...needlessExceptions(stable.operations));
  const versions = [
    ['API', stable.apiVersion, overlay.apiVersion],
    ['preview API', preview.apiVersion, overlay.previewApiVersion],
  ];
  for (const [name, ofPackage, ofCli] of versions) {
    if (ofPackage === ofCli) continue;
    problems.push(`The package's ${name} version is ${ofPackage}, the CLI's is ${ofCli}.`);
  }
  const params = routes.reduce((sum, route) => sum + route.params.size, 0);
  const counts = {
    commands: commands.length,
    routes: routes.length,
    shapes: shapes.size,
    events: events.length,
    params,
  };
  for (const [name, known] of Object.entries(least)) {
    const count = counts[name as keyof typeof counts];
    if (count < known) problems.push(`Only ${count} ${name}; there were ${known}.`);
  }
  return problems;
}

/** An exception that the package has caught up with must go: it would hide what the package says. */
function needlessExceptions(operations: Package['operations']): readonly string[] {
  const known = new Set(operations.map(({ method, path }) => `${method} ${templateKey(path)}`));
  return [...exceptions.keys()]
    .filter((key) => known.has(key))
    .map((key) => `${key} needs no exception any more.`);
}
