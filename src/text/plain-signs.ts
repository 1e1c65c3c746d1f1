// Dashes and quotes of a word processor in a command, and the plain ones that were meant.

/** Word processors write — for -- and “ for a plain quote. What is in plain quotes was meant so. */
export function withPlainSigns(line: string): string {
  return line.replace(signs, (all, quoted?: string, double?: string, single?: string) => {
    if (quoted !== undefined) return all;
    if (double !== undefined) return `"${double}"`;
    return single === undefined ? '--' : `'${single}'`;
  });
}

const signs =
  /("(?:\\.|[^"\\])*"|'[^']*')|(?<=\s)[—–](?=[a-z])|(?<=[\s=])“([^“”"]*)”|(?<=[\s=])‘([^‘’']*)’/gis;

/** The first word of `line` that has such a sign; undefined where there is none. */
export function signedWord(line: string): string | undefined {
  const plain = withPlainSigns(line);
  if (plain === line) return undefined;
  let same = 0;
  while (line[same] === plain[same]) same += 1;
  return /^\S+/.exec(line.slice(same))?.[0];
}
