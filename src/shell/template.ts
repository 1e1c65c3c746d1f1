// Templates in the values of parameter flags, which the official CLI fills in for single-quoted
// words such as '${.env:NAME|default}' and '${generate-uuid}'.

import type { FlagParam } from './api-params.ts';
import type { Context } from './command.ts';
import { ShellError } from './shell-error.ts';
import { newUuid } from './uuid.ts';

export interface TemplateSource {
  environment(name: string): string | undefined;
  newUuid(): string;
  nowMs(): number;
}

/** Those of all values. */
export function fillTemplates(
  params: readonly FlagParam[],
  { environment, random, clock }: Context,
): readonly FlagParam[] {
  const source = {
    environment: (name: string) => environment.get(name),
    newUuid: () => newUuid(random),
    nowMs: clock,
  };
  return params.map((param) => ({
    ...param,
    values: param.values.map((value) => fillTemplate(value, source)),
  }));
}

/** The CLI's own pattern: greedy, so that a default reaches to the last closing brace. */
const reference = /\$\{([^|}]+):([^|}]+)\|?([^/\n]+)?\}/;

/**
 * In UTF-16 units. Longer values stay as they are: the pattern would look through them for hours.
 */
const templateMax = 4000;

/** Only the first reference is filled in; a default takes the place of the whole value. */
export function fillTemplate(value: string, source: TemplateSource): string {
  if (value === '${generate-uuid}') return source.newUuid();
  if (value === '${time-now-RFC3339}') {
    return new Date(source.nowMs()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
  const found = value.length > templateMax ? null : reference.exec(value);
  if (!found) return value;
  const [whole, name = '', query = '', fallback = ''] = found;
  if (name !== '.env') {
    throw new ShellError(`✘ Validation error - an undeclared fixture name was referenced: ${name}`);
  }
  const variable = source.environment(query);
  if (variable) return value.replace(whole, () => variable);
  return fallback || value;
}
