// One short sentence on what a command came to, told beside the snippet that ran it. Pure.

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** As every shell tells that Ctrl-C ended a command. */
const interruptedCode = 130;

/** As in `customer cus_N1 · 24 lines` or `Exit code 1: Unknown command …`. */
export function describeResult({ stdout, stderr, exitCode }: Outcome): string {
  if (exitCode === interruptedCode) return 'Ended with Ctrl+C';
  if (exitCode !== 0) return `Exit code ${exitCode}: ${firstLine(stderr || stdout)}`;
  const lines = stdout.split('\n').filter((line) => line.trim()).length;
  const size = lines === 1 ? '1 line' : `${lines} lines`;
  // To the CLI a wrong word below a group is no failure, nor is what a pipe hides of the API's error.
  const subject = subjectOf(stdout) || /^(Unknown|The API answered).*/m.exec(stderr)?.[0];
  return `${subject || 'Done'} · ${size}`;
}

/** As in the official CLI, an error of the API leaves the exit code at 0. */
export function isFine({ stdout, stderr, exitCode }: Outcome): boolean {
  if (exitCode !== 0 || /^\s*{\s*"error"/.test(stdout)) return false;
  return !/^The API answered/m.test(stderr);
}

/** Undefined where the output is not the JSON of an object. */
function subjectOf(stdout: string): string | undefined {
  try {
    const value = JSON.parse(stdout) as Record<string, unknown> | null;
    return value && typeof value === 'object' ? nameOf(value) : undefined;
  } catch {
    return undefined;
  }
}

function nameOf({ object, id, data, deleted, error }: Record<string, unknown>): string | undefined {
  if (error && typeof error === 'object') {
    return `Error: ${String((error as Record<string, unknown>)['message'] ?? 'refused')}`;
  }
  if (Array.isArray(data)) return `${data.length} in the list`;
  if (typeof object !== 'string') return undefined;
  const named = `${object.replaceAll('_', ' ')} ${typeof id === 'string' ? id : ''}`.trim();
  return deleted === true ? `${named} deleted` : named;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
