// Hides API keys in text that is kept or shown: logs, histories, transcripts, links.

const keys = /\b([a-z]{2,5}_(?:test|live)_)([A-Za-z0-9_]+)/g;
const keyKinds = /^(?:sk|rk|pk|ek|uk|mk)_/;
const shownCharacters = 4;

/**
 * `sk_test_4eC39HqLyjWDarjtT1zdp7dc` becomes `sk_test_****p7dc`; of a live key only the kind stays.
 * Ids that look alike, such as `cs_test_a1b2`, are no keys and stay whole.
 */
export function redactKeys(text: string): string {
  if (!text.includes('_test_') && !text.includes('_live_')) return text;
  return text.replace(keys, (whole, kind: string, secret: string) => {
    if (!keyKinds.test(kind)) return whole;
    const isShown = kind.endsWith('_test_') && secret.length > 2 * shownCharacters;
    return `${kind}****${isShown ? secret.slice(-shownCharacters) : ''}`;
  });
}
