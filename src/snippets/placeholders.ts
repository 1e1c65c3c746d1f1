// Fills `{{CUSTOMER_ID}}` with the id of the newest object of that kind. Pure.

export type Filled =
  | { readonly type: 'filled'; readonly line: string }
  /** `object` as in `customer`: the first kind that the page has none of. */
  | { readonly type: 'missing'; readonly object: string };

const placeholder = /\{\{\s*([A-Z][A-Z0-9_]*?)_ID\s*\}\}/g;

/** The kinds of objects that the placeholders of a line ask for, with names as in the API. */
export function kindsIn(line: string): readonly string[] {
  return [...line.matchAll(placeholder)].map(([, name = '']) => name.toLowerCase());
}

/**
 * `newestId` is asked with names as in the API: `{{PAYMENT_INTENT_ID}}` asks for `payment_intent`.
 */
export function fillPlaceholders(
  line: string,
  newestId: (object: string) => string | undefined,
): Filled {
  let missing: string | undefined;
  const filled = line.replaceAll(placeholder, (whole, name: string) => {
    const object = name.toLowerCase();
    const id = newestId(object);
    if (id === undefined) missing ??= object;
    return id ?? whole;
  });
  return missing === undefined
    ? { type: 'filled', line: filled }
    : { type: 'missing', object: missing };
}
