// Words that bash would rewrite by looking at files, users or braces: named here, so that they are
// refused.

import type { Part } from './token.ts';

/** What to tell about the word, or undefined where bash too would leave it as it is. */
export function unsupported(parts: readonly Part[]): string | undefined {
  if (!parts.some((part) => part.type === 'text' && !part.isQuoted && /[*{~]/.test(part.text))) {
    return undefined;
  }
  const mask = maskQuoted(parts);
  if (/^~[\w-]*(\/|$)/.test(mask)) {
    return 'home folders (~) are not supported in this shell: put the word in quotes';
  }
  if (mask.includes('*') && !/^-|=/.test(mask)) {
    return 'file patterns (*) are not supported in this shell: put the word in quotes';
  }
  if (hasBraceExpansion(mask)) {
    return 'brace expansion ({a,b}) is not supported in this shell: put the word in quotes';
  }
  return undefined;
}

/** Quoted text and variables become blanks, since nothing in them can be a pattern. */
function maskQuoted(parts: readonly Part[]): string {
  return parts.map((part) => (part.type === 'text' && !part.isQuoted ? part.text : ' ')).join('');
}

/** A pair of braces with a comma directly inside, or around a range such as `1..3`. */
function hasBraceExpansion(mask: string): boolean {
  const commas: boolean[] = [];
  for (const sign of mask.match(/[{},]/g) ?? []) {
    if (sign === '{') commas.push(false);
    else if (sign === ',' && commas.length > 0) commas[commas.length - 1] = true;
    else if (sign === '}' && commas.pop()) return true;
  }
  return /\{(?:-?\d+\.\.-?\d+|[A-Za-z]\.\.[A-Za-z])(?:\.\.-?\d+)?\}/.test(mask);
}
