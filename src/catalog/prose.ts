// What operations and parameters are for, as Stripe's description says.

import type { Prose, Route } from './catalog.ts';
import type { ProseFile } from './files.ts';
import { requestKey } from './request-key.ts';

export function createProse({ texts, nodes, routes }: ProseFile): Prose {
  const entryOf = (route: Route): readonly [text: number, node: number] | undefined => {
    const key = (route.isPreview ? 'preview ' : '') + requestKey(route);
    return routes[key];
  };

  return {
    operation: (route) => texts[entryOf(route)?.[0] ?? -1] ?? '',
    param(route, path) {
      let node = nodes[entryOf(route)?.[1] ?? -1];
      let text = -1;
      for (const name of path.split('.')) {
        const entry = node && Object.hasOwn(node, name) ? node[name] : undefined;
        if (entry === undefined) return '';
        text = typeof entry === 'number' ? entry : entry[0];
        node = typeof entry === 'number' ? undefined : nodes[entry[1]];
      }
      return texts[text] ?? '';
    },
  };
}
