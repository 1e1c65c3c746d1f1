// What the attributes of a page's `<pre>` say of a snippet, in the words of a fence. Pure.

import type { FenceInfo } from '../snippets/fence-info.ts';
import { readMode } from '../snippets/find.ts';
import { wrongMarks } from '../snippets/marks.ts';

/** `attribute` gives a value by its name; undefined where it is not there. */
export function infoOfAttributes(attribute: (name: string) => string | undefined): FenceInfo {
  const classes = attribute('class') ?? attribute('className') ?? '';
  const language = attribute('language') ?? attribute('lang') ?? attribute('data-lang');
  return {
    language: (language ?? /\blang(?:uage)?-([\w+#-]+)/.exec(classes)?.[1] ?? '').toLowerCase(),
    mode: readMode(attribute('data-sandshell')),
    id: attribute('data-sandshell-id') || undefined,
    after: attribute('data-sandshell-after') || undefined,
    isOutput: attribute('data-sandshell-expected') !== undefined,
    mistakes: wrongMarks(attribute),
  };
}
