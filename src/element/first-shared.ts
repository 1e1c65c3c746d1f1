// What the prompt and the first command both use: a file beside theirs, so that a command whose output
// stands elsewhere in the page needs no terminal.

import '../base/assert.ts';
import '../base/emitter.ts';
import '../base/once.ts';
import '../base/words-of-error.ts';
import '../shell/script.ts';
import '../text/ansi.ts';
import '../text/redact.ts';

/** Named, so that the file can be asked for together with what needs it. */
export const isShared = true;
