// An error of the API that nobody sees: it went into a pipe, or into the value of a variable, and what
// came out of that does not hold it.

/** What the error says; undefined where `answer` is none, or `shown` tells it. */
export function hiddenError(answer: string, shown: string): string | undefined {
  if (!/^\s*{\s*"error"/.test(answer)) return undefined;
  const message = messageIn(answer);
  if (message === undefined) return undefined;
  const isShown = [message, JSON.stringify(message)].some((words) => shown.includes(words));
  return isShown ? undefined : message;
}

function messageIn(answer: string): string | undefined {
  try {
    const { error } = JSON.parse(answer) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : undefined;
  } catch {
    return undefined;
  }
}
