// A command of a document as it is run in both sandboxes: with the ids of each.

import { fillPlaceholders, kindsIn } from '../snippets/placeholders.ts';
import type { ShownIds } from './shown-ids.ts';
import type { Pair } from './shape.ts';
import type { Stage } from './world.ts';

export type FilledBoth =
  | ({ readonly type: 'filled' } & Pair<string>)
  | {
      readonly type: 'unfilled';
      readonly code: 'unknown-placeholder' | 'nothing-to-fill';
      readonly message: string;
      /** The placeholder as it stands in the command. */
      readonly word: string | undefined;
    };

export async function fillBoth(command: string, stage: Stage, ids: ShownIds): Promise<FilledBoth> {
  const one = await fill('one');
  const other = await fill('other');
  const unknown = /\{\{\s*\w*\s*\}\}/.exec(one.line ?? command)?.[0];
  if (one.missing !== undefined) {
    const { missing } = one;
    const placeholders = command.match(/\{\{\s*\w*\s*\}\}/g) ?? [];
    const word = placeholders.find((each) => kindsIn(each).includes(missing));
    if (!(await stage.isKind(one.missing))) {
      const message = `There is no kind of object "${one.missing}" to fill the placeholder with.`;
      return { type: 'unfilled', code: 'unknown-placeholder', message, word };
    }
    const thing = one.missing.replaceAll('_', ' ');
    const message = `There is no ${thing} yet to fill the placeholder with.`;
    return { type: 'unfilled', code: 'nothing-to-fill', message, word };
  }
  if (unknown !== undefined) {
    const message = `Nothing is known of the placeholder ${unknown}.`;
    return { type: 'unfilled', code: 'unknown-placeholder', message, word: unknown };
  }
  return { type: 'filled', one: one.line ?? command, other: other.line ?? command };

  async function fill(which: keyof Pair<string>): Promise<{ line?: string; missing?: string }> {
    const line = ids.toRun(command, which);
    const found = new Map<string, string | undefined>();
    for (const kind of kindsIn(line)) found.set(kind, await stage[which].newestId(kind, line));
    const result = fillPlaceholders(line, (kind) => found.get(kind));
    return result.type === 'filled' ? { line: result.line } : { missing: result.object };
  }
}
