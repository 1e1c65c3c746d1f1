// Lets xterm.js count columns as `width.ts` does: editor and terminal agree on every cluster.

import { clusters, clusterWidth } from './width.ts';

/** The shape that xterm.js asks for; its answers are packed numbers. */
export interface UnicodeProvider {
  readonly version: string;
  wcwidth(codePoint: number): 0 | 1 | 2;
  charProperties(codePoint: number, preceding: number): number;
}

/** Above every code point: states that stand for clusters of several. */
const firstClusterState = 0x110000;
const clusterStatesMax = 0x4000;

/** Code points below neither join the one before nor hold on to the next. */
const firstJoining = 0x300;

/**
 * A terminal hands over code points one by one, each with the answer to the one before. That
 * answer's state is the cluster so far: its only code point, or the number it is filed under.
 */
export function unicodeProvider(): UnicodeProvider {
  const stateOf = new Map<string, number>();
  const clusterOf: string[] = [];

  function file(cluster: string): number {
    const known = stateOf.get(cluster);
    if (known !== undefined) return known;
    if (clusterOf.length >= clusterStatesMax) {
      stateOf.clear();
      clusterOf.length = 0;
    }
    const state = firstClusterState + clusterOf.length;
    clusterOf.push(cluster);
    stateOf.set(cluster, state);
    return state;
  }

  function textOfState(state: number): string {
    if (state < firstClusterState) return state === 0 ? '' : String.fromCodePoint(state);
    return clusterOf[state - firstClusterState] ?? '';
  }

  return {
    version: 'clusters',
    wcwidth: (codePoint) => standingWidth(String.fromCodePoint(codePoint)),
    charProperties(codePoint, preceding) {
      const state = preceding >> 3;
      if (codePoint < firstJoining && state < firstJoining) return pack(codePoint, 1, false);
      const character = String.fromCodePoint(codePoint);
      const joined = textOfState(state) + character;
      if (state === 0 || clusters(joined).length > 1) {
        return pack(codePoint, standingWidth(character), false);
      }
      return pack(file(joined), Math.max(standingWidth(joined), (preceding >> 1) & 3), true);
    },
  };
}

/** A cluster without width still takes a cell where it stands alone. */
function standingWidth(cluster: string): 1 | 2 {
  return clusterWidth(cluster) === 2 ? 2 : 1;
}

function pack(state: number, width: number, isJoined: boolean): number {
  return (state << 3) | (width << 1) | Number(isJoined);
}
