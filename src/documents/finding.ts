// What the checker has to say of a document, and what to do about it. Pure.

import type { Block, Spot } from './piece.ts';

export interface Finding extends Spot {
  readonly code: FindingCode;
  /** A sentence; in those of JSON the path comes first, as `$.items.data[0].id`. */
  readonly message: string;
}

/** Each with what its author can do. */
export const advice = {
  'live-key': 'Take the key out, and roll it in the Dashboard: whoever has read it can use it.',
  'unknown-command': 'Write a command that the Stripe CLI knows.',
  'unknown-flag': 'Write a flag that the command knows: its --help lists them.',
  'unknown-parameter': 'The API no longer takes it, or never did: see the API reference.',
  syntax: 'Close the quote, or quote the sign, so that the line can be pasted into a shell.',
  failed: 'Mend the step, mark it off, or show the error as its output.',
  'unknown-placeholder': 'Write {{CUSTOMER_ID}}, or the name of another kind of object and _ID.',
  'nothing-to-fill': 'Create such an object in a snippet above, or name one with after=.',
  'wrong-value': 'Write what the API answers, or … for what a reader may see differ.',
  'wrong-type': 'Write what the API answers, or … for what a reader may see differ.',
  'wrong-length': 'Show all elements, or … for those that are left out.',
  'missing-key': 'Take it out: the answer no longer has it.',
  'left-out': 'Show it, or … in its place.',
  'wrong-line': 'Write what is printed, or … for lines that are left out.',
  'broken-json': 'Mend it; comments, trailing commas and … are fine.',
  'no-output': 'Run the check with --update to fill it.',
  'lonely-output': 'Put it below the snippet that prints it.',
  'unknown-word': 'Write one of these, or leave it out.',
  'unknown-after': 'Name a snippet of this file, by its id=.',
  'circular-after': 'Let one of them begin.',
  'duplicate-id': 'Give each snippet a name of its own.',
  unreadable: 'Mend it so that the site can be built.',
  'not-rewritten': 'Rewrite this one by hand.',
} as const;

export type FindingCode = keyof typeof advice;

/** Where the author's words on it stand: of a fence, its first line. */
export function spotOfBlock({ line, form }: Block): Spot {
  return { line: form === 'fence' ? line - 1 : line, column: 1 };
}
