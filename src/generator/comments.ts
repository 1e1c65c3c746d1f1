// From a comment in the declarations to the words a reader sees.

/** Without the comment's stars and its tags; line ends inside a paragraph become spaces. */
export function plainComment(comment: string): string {
  const lines = comment
    .replace(/^\*/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim());
  const end = lines.findIndex((line) =>
    /^@(throws|private|deprecated|docs|param|returns)/.test(line),
  );
  return (end < 0 ? lines : lines.slice(0, end)).join('\n').trim();
}

/**
 * As the CLI cuts: at a full stop before a capital, which is left out. A last one goes too, unless
 * it is that of `etc.`.
 */
export function firstSentence(text: string): string {
  const [first = ''] = text.split(/(?<!')\.(?=\s+\(?[A-Z[`])/);
  return first.trim().replace(/(?<!\betc)\.$/, '');
}
