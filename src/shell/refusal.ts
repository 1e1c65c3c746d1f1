// What this shell says of the signs of bash that it does not follow.

/** Of an operator, as in `<(`. */
export function nameOf(sign: string): string {
  if (sign === '$((' || sign === '$[') return `arithmetic ${sign} is not supported in this shell`;
  if (sign === '`') return 'command substitution ` is not supported in this shell: write $(…)';
  if (sign === '&')
    return 'background jobs (&) are not supported in this shell: put an & of a word in quotes';
  if (sign === '(' || sign === ')') {
    return `unquoted ${sign} is not supported in this shell: put the word in quotes`;
  }
  if (sign === '|&') return 'pipes with |& are not supported in this shell';
  return `redirection with ${sign} is not supported in this shell: only with /dev/null, and 2>&1`;
}

/** Of an expansion, as in `${A:-b}`. */
export function nameOfDollar(text: string): string {
  if (text.length === 2) return `the parameter ${text} is not supported in this shell`;
  return (
    `the expansion ${text} is not supported in this shell; ` +
    'for a template of the Stripe CLI put it in single quotes'
  );
}
