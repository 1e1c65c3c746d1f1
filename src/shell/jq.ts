// The one home of jq: its words as its own program takes them, run by jq itself as WebAssembly.

import { loadJq, type Jq } from 'jq-wasm/inline';
import { ShellError } from './shell-error.ts';

export interface JqResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const mistakeCode = 2;

let loading: Promise<Jq> | undefined;

/** Throws ShellError for what needs files, and where the page forbids WebAssembly. */
export async function runJq(words: readonly string[], input: string): Promise<JqResult> {
  const { flags, filter, files } = readWords(words);
  const [file] = files;
  if (file !== undefined) {
    throw new ShellError(`jq: error: Could not open ${file}: No such file or directory`, {
      exitCode: mistakeCode,
    });
  }
  const jq = await load();
  const { stdout, stderr, exitCode } = jq.raw(input, filter ?? '.', [...flags]);
  return {
    // The library takes the line end away.
    stdout: stdout === '' || isJoined(flags) ? stdout : `${stdout}\n`,
    stderr: stderr === '' ? '' : `${stderr.replaceAll('/dev/stdin', '<stdin>')}\n`,
    exitCode,
  };
}

async function load(): Promise<Jq> {
  loading ??= loadJq();
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    throw new ShellError(`jq: ${whyNotStarted(String(error))}`, { exitCode: mistakeCode });
  }
}

/** Engines tell of a page's policy in words of their own, and at length. */
function whyNotStarted(told: string): string {
  return /content security|\bcsp\b|unsafe-eval/i.test(told)
    ? 'the content security policy of this page does not allow WebAssembly, which jq is made of. It ' +
        "needs 'wasm-unsafe-eval' in script-src."
    : `WebAssembly could not be started: ${told}`;
}

function isJoined(flags: readonly string[]): boolean {
  return flags.some((flag) => /^(-[a-zA-Z]*j|--join-output$|--raw-output0$)/.test(flag));
}

/** How many words follow each flag that takes some. */
const wordsAfter: Readonly<Record<string, number>> = {
  '--arg': 2,
  '--argjson': 2,
  '--indent': 1,
};

/** These read files, or take what follows the filter. */
const refused = /^(--(slurpfile|rawfile|from-file|library-path|args|jsonargs)|-[a-zA-Z]*[fL])$/;

interface Words {
  readonly flags: readonly string[];
  readonly filter: string | undefined;
  readonly files: readonly string[];
}

function readWords(words: readonly string[]): Words {
  const flags: string[] = [];
  const rest: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (!/^-./.test(word)) rest.push(word);
    else {
      if (refused.test(word)) {
        throw new ShellError(`jq: ${word} is not supported in this shell`, {
          exitCode: mistakeCode,
        });
      }
      const count = wordsAfter[word] ?? 0;
      flags.push(...words.slice(index, index + 1 + count));
      index += count;
    }
  }
  const [filter, ...files] = rest;
  return { flags, filter, files };
}
