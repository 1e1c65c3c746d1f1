// Makes idb smaller for pages: they walk over nothing by cursors, so that what wraps these is left out.

/**
 * Both are texts: the library's module, and the modules that import it. Throws where the library is not as it
 * was, or where one of them asks for a cursor.
 */
export function smallIdb(code: string, callers: readonly string[]): string {
  if (callers.some((caller) => /cursor|iterate|for await/i.test(caller)))
    throw new Error('A caller of idb wants cursors, which pages are given no code for.');
  return changes.reduce((text, [pattern, instead]) => {
    if (!pattern.test(text)) throw new Error(`idb has no ${pattern.source}.`);
    return text.replace(pattern, instead);
  }, code);
}

const changes: readonly (readonly [RegExp, string])[] = [
  [/getCursorAdvanceMethods\(\)\.includes\(func\)/, 'false'],
  // The last of the module: cursors that can be iterated over.
  [/const advanceMethodProps =[\s\S]*?\n\}\)\);\n(?=\nexport \{)/, ''],
];
