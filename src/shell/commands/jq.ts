// `jq`: picks from the JSON that comes out of a pipe. The program is fetched with the first use.

import type { Command } from '../command.ts';
import { noted } from '../noted.ts';
import { requireInput } from '../piped.ts';

export const jq: Command = {
  path: ['jq'],
  summary: 'Pick from the JSON of a pipe',
  usage: '[flags] FILTER',
  isOfPipe: true,
  isRaw: true,

  async run({ words }, context) {
    const { input, print, warn } = context;
    const rest = words.slice(1);
    const needsNone = rest.some((word) =>
      /^(-[a-zA-Z]*[nhV]|--(null-input|help|version))/.test(word),
    );
    const text = needsNone ? (input ?? '') : requireInput('jq', input);
    const { runJq } = await noted('Fetching jq …', import('../jq.ts'), context);
    const { stdout, stderr, exitCode } = await runJq(rest, text);
    print(stdout);
    warn(stderr);
    return exitCode;
  },
};
