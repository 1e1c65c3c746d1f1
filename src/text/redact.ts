// Knows API keys in any text, and hides them where text is kept or shown: logs, histories, transcripts, links.

/** Before a key there is no small letter, so that `task_live_chat` is none; `%3Dsk_live_…` is one. */
const keys =
  /(?<![a-z])((?:sk|rk|pk|ek|uk|mk|rkcs)_(?:(?:org_)?(?:test|live)_|org_))([A-Za-z0-9]\w*)/g;
const liveKey = /(?<![a-z])(?:sk|rk|pk|ek|uk|mk|rkcs)_(?:org_)?live_\w/;
const shownCharacters = 4;

/**
 * `sk_test_4eC39HqLyjWDarjtT1zdp7dc` becomes `sk_test_****p7dc`; of a live key only the kind stays.
 * Ids that look alike, such as `cs_test_a1b2`, are no keys and stay whole.
 */
export function redactKeys(text: string): string {
  if (!/_(?:test|live|org)_/.test(text)) return text;
  return text.replace(keys, (_, kind: string, secret: string) => {
    const isShown = kind.endsWith('_test_') && secret.length > 2 * shownCharacters;
    return `${kind}****${isShown ? secret.slice(-shownCharacters) : ''}`;
  });
}

/** Whether a key of live mode stands anywhere in the text, also inside a URL or a form body. */
export function holdsLiveKey(text: string): boolean {
  return text.includes('live_') && liveKey.test(text);
}
