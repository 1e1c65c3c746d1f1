// Knows API keys in any text, and hides them where text is kept or shown: logs, histories,
// transcripts, links.

/**
 * Before a key there is no small letter, so that `task_live_chat` is none; `%3Dsk_live_…` is one.
 */
const keys =
  /(?<![a-z])((?:sk|rk|pk|ek|uk|mk|rkcs)_(?:(?:org_)?(?:test|live)_|org_))([A-Za-z0-9]\w*)/g;
const liveKey =
  /(?<![a-z])(?:(?:sk|rk|pk|ek|uk|mk|rkcs)_(?:org_)?live_|(?:SK|RK|PK)_(?:ORG_)?LIVE_)\w/;
const shownCharacters = 4;

/** Without any of these there is no live key, not even an encoded one. */
const suspicious = /live_|\\u|%(25|3\d|5c)|%(4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])/i;

/** Times that a text may have been percent-encoded, or written as a JSON string. */
const layersMax = 3;

/**
 * `sk_test_4eC39HqLyjWDarjtT1zdp7dc` becomes `sk_test_****p7dc`; of a live key only the kind stays,
 * and of an encoded one nothing. Ids that look alike, such as `cs_test_a1b2`, stay whole.
 */
export function redactKeys(text: string): string {
  const shown = /_(?:test|live|org)_/.test(text) ? text.replace(keys, redacted) : text;
  if (!holdsLiveKey(shown)) return shown;
  return shown.replace(/[^\s"'&=<>]+/g, (word) => (holdsLiveKey(word) ? '****' : word));
}

function redacted(_: string, kind: string, secret: string): string {
  const isShown = kind.endsWith('_test_') && secret.length > 2 * shownCharacters;
  return `${kind}****${isShown ? secret.slice(-shownCharacters) : ''}`;
}

/** Whether a key of live mode stands anywhere in the text, also inside a URL or an encoded body. */
export function holdsLiveKey(text: string): boolean {
  if (!suspicious.test(text)) return false;
  let plain = text;
  for (let layer = 0; layer <= layersMax; layer += 1) {
    if (liveKey.test(plain)) return true;
    const inner = unescaped(plain);
    if (inner === plain) return false;
    plain = inner;
  }
  return false;
}

/**
 * Without one layer of `%5F` and `\u005f`. Keys are ASCII: other characters need not come out
 * right.
 */
function unescaped(text: string): string {
  if (!text.includes('%') && !text.includes('\\u')) return text;
  return text.replace(/%([0-9a-f]{2})|\\u00([0-9a-f]{2})/gi, (_, percent?: string, json?: string) =>
    String.fromCharCode(parseInt(percent ?? json ?? '', 16)),
  );
}
