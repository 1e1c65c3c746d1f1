// What operations and parameters are for, as Stripe's description says.

import type { Prose, Route } from './catalog.ts';
import type { ProseFile } from './files.ts';
import { requestKey } from './request-key.ts';

/** Of several files; no two tell of the same route. */
export function createProse(files: readonly ProseFile[]): Prose {
  return {
    operation: (route) => {
      const { file, entry } = find(files, route);
      return file?.texts[entry?.[0] ?? -1] ?? '';
    },
    param(route, path) {
      const { file, entry } = find(files, route);
      return file && entry ? textAt(file, entry[1], path.split('.')) : '';
    },
  };
}

interface Found {
  readonly file?: ProseFile;
  readonly entry?: readonly [text: number, node: number];
}

function find(files: readonly ProseFile[], route: Route): Found {
  const key = (route.isPreview ? 'preview ' : '') + requestKey(route);
  for (const file of files) {
    const entry = Object.hasOwn(file.routes, key) ? file.routes[key] : undefined;
    if (entry) return { file, entry };
  }
  return {};
}

function textAt({ texts, nodes }: ProseFile, start: number, path: readonly string[]): string {
  let node = nodes[start];
  let text = -1;
  for (const name of path) {
    const entry = node && Object.hasOwn(node, name) ? node[name] : undefined;
    if (entry === undefined) return '';
    text = typeof entry === 'number' ? entry : entry[0];
    node = typeof entry === 'number' ? undefined : nodes[entry[1]];
  }
  return texts[text] ?? '';
}
