// Makes xterm.js smaller: tables of national letters, which terminals of old chose by codes that the shell
// never prints.

/** Throws where the library is not as it was. */
export function withoutCharsets(code: string): string {
  const [, sets] = /\bvar (\w+)=\{\},\w+=\1\.B;/.exec(code) ?? [];
  if (sets === undefined) throw new Error('xterm.js keeps its character sets elsewhere.');
  const member = String.raw`${sets}(?:\.\w|\[\d\]|\["="\])=`;
  const text = String.raw`"(?:[^"\\]|\\.)*"`;
  const tables = new RegExp(String.raw`(?:${member})+\{(?:(?:\w|${text}):${text},?)+\};`, 'g');
  const rest = code.replace(tables, '');
  if (rest.length > code.length - 1_000)
    throw new Error('xterm.js tells its character sets otherwise.');
  return rest;
}
