// In which order the snippets of a document run, and what is wrong with the names they go by. Pure.

import { spotOfBlock, type Finding } from './finding.ts';
import type { Block } from './piece.ts';

interface Named {
  readonly block: Block;
}

/** Those that one builds on come before it, and each comes once. */
export function runOrder<Snippet extends Named>(snippets: readonly Snippet[]): readonly Snippet[] {
  const byId = byIdOf(snippets);
  const order = new Set<Snippet>();
  const visit = (snippet: Snippet, trail: readonly Snippet[]): void => {
    if (order.has(snippet) || trail.includes(snippet)) return;
    for (const before of beforeOf(snippet, byId)) visit(before, [...trail, snippet]);
    order.add(snippet);
  };
  for (const snippet of snippets) visit(snippet, []);
  return [...order];
}

export function wrongNames(snippets: readonly Named[]): readonly Finding[] {
  const ids = new Set<string>();
  const byId = byIdOf(snippets);
  return snippets.flatMap((snippet): readonly Finding[] => {
    const { id, after } = snippet.block.info;
    const found: Finding[] = [];
    const tell = (code: Finding['code'], message: string): void =>
      void found.push({ code, message, ...spotOfBlock(snippet.block) });
    if (id !== undefined && ids.has(id)) tell('duplicate-id', `There is a snippet "${id}" above.`);
    if (id !== undefined) ids.add(id);
    for (const name of namesIn(after).filter((each) => !byId.has(each)))
      tell('unknown-after', `There is no snippet "${name}" in this file.`);
    if (isCircular(snippet, byId)) tell('circular-after', `"${after}" comes after this one.`);
    return found;
  });
}

type ById<Snippet> = ReadonlyMap<string | undefined, Snippet>;

/** Of two with one name the first counts, as on a page. */
function byIdOf<Snippet extends Named>(snippets: readonly Snippet[]): ById<Snippet> {
  return new Map(snippets.toReversed().map((snippet) => [snippet.block.info.id, snippet]));
}

function beforeOf<Snippet extends Named>(
  { block }: Snippet,
  byId: ById<Snippet>,
): readonly Snippet[] {
  return namesIn(block.info.after).flatMap((name) => byId.get(name) ?? []);
}

/** Parted by commas or blanks, as on a page. */
function namesIn(after: string | undefined): readonly string[] {
  return (after ?? '').split(/[\s,]+/).filter(Boolean);
}

/** Whether the way through those before it leads back to the snippet itself. */
function isCircular(snippet: Named, byId: ById<Named>): boolean {
  const seen = new Set<Named>();
  const open = [...beforeOf(snippet, byId)];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next === snippet) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...beforeOf(next, byId));
  }
  return false;
}
