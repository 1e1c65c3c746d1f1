// Which snippets have to run before another: what `data-sandshell-after` names, and what those name.

/** First things first, each once, without the snippet itself. Throws where they wait for one another. */
export function chainBefore(pre: HTMLPreElement): readonly HTMLPreElement[] {
  const byId = new Map<string, HTMLPreElement>();
  for (const named of document.querySelectorAll<HTMLPreElement>('pre[data-sandshell-id]')) {
    const id = named.dataset['sandshellId'] ?? '';
    if (!byId.has(id)) byId.set(id, named);
  }
  const chain = new Set<HTMLPreElement>();
  const visit = (now: HTMLPreElement, trail: readonly HTMLPreElement[]): void => {
    if (trail.includes(now)) throw new Error(circle([...trail.slice(trail.indexOf(now)), now]));
    if (chain.has(now)) return;
    for (const id of idsIn(now.dataset['sandshellAfter'])) {
      const before = byId.get(id);
      if (before) visit(before, [...trail, now]);
      else console.warn(`data-sandshell-after="${id}": no snippet of this page has that id.`);
    }
    chain.add(now);
  };
  visit(pre, []);
  return [...chain].slice(0, -1);
}

/** Parted by spaces or commas. */
export function idsIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter(Boolean);
}

function circle(trail: readonly HTMLPreElement[]): string {
  const names = trail.map(({ dataset }) => dataset['sandshellId']);
  return `These snippets wait for one another, so none can run: ${names.join(', ')}.`;
}
