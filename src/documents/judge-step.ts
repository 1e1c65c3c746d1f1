// Holds what a step printed against what the document shows, and says what to write in its place.

import type { ShownIds } from './shown-ids.ts';
import { readShownJson, type Shown } from './expected-json.ts';
import { spotOfBlock, type Finding } from './finding.ts';
import { signedWord, withPlainSigns } from '../text/plain-signs.ts';
import { compareJson, type Difference } from './match-json.ts';
import { compareLines, isGapLine, linesOf } from './match-lines.ts';
import { mendJson, written } from './mend-json.ts';
import { mendLines } from './mend-lines.ts';
import type { Expected, PlannedStep } from './plan.ts';
import { isWritable, spotIn, type Rewrite } from './rewrite.ts';
import type { Pair } from './shape.ts';
import { paramIn, spotOfWord } from './word-spot.ts';
import type { LineProblem, Outcome } from './world.ts';

export interface Judged {
  readonly findings: readonly Finding[];
  readonly rewrite?: Rewrite | undefined;
  /** Whether a failure is told in place of the output, which was not looked at. */
  readonly isFailed?: boolean;
}

export interface StepDone {
  readonly step: PlannedStep;
  readonly outcomes: Pair<Outcome>;
  /** Whether a command up to this step names a text itself. */
  isSaid(text: string): boolean;
  readonly problems: readonly LineProblem[];
  readonly ids: ShownIds;
  readonly source: string;
  readonly isUpdate: boolean;
}

/** A failure that the document shows is what was wanted; any other is told in place of its output. */
export function judgeStep(done: StepDone): Judged {
  const { step, outcomes, problems, source } = done;
  const { expected } = step;
  const failure = signsOf(step.command, failureOf(outcomes.one));
  const told = expected ? judgeOutput(expected, done, failure) : { findings: [] };
  const isWanted = expected !== undefined && showsFailure(expected);
  const agrees = told.findings.length === 0 && !told.rewrite;
  if (agrees && (isWanted || (!failure && problems.length === 0))) return told;
  const failures = problems.length > 0 ? problems : failure && !isWanted ? [failure] : [];
  if (failures.length === 0) return told;
  const findings = failures.map(({ code, message, word }) => ({
    code,
    message,
    ...spotOfWord(source, step, word),
  }));
  return { findings: [...findings, ...told.findings.filter(isOfText)], isFailed: true };
}

/** Whatever a step prints. */
function isOfText({ code }: Finding): boolean {
  return code === 'broken-json';
}

/** What failed may have failed for the signs of a word processor. */
function signsOf(command: string, failure: Failure | undefined): Failure | undefined {
  const word = failure && signedWord(command);
  if (!word) return failure;
  const message = `The signs are those of a word processor. With plain ones: ${withPlainSigns(command)}`;
  return { code: 'syntax', message, word };
}

interface Failure extends Pick<Finding, 'code' | 'message'> {
  readonly word?: string | undefined;
}

/** Of a refusal of the API too, though the CLI ends with 0 then. */
function failureOf({ stdout, stderr, exitCode, shown }: Outcome): Failure | undefined {
  const error = asObject(asObject(jsonOf(stdout)?.value)?.['error']);
  if (error && typeof error['message'] === 'string') {
    const message = error['message'];
    const word = paramIn(message);
    return { code: word === undefined ? 'failed' : 'unknown-parameter', message, word };
  }
  if (exitCode === 0) return undefined;
  const words = linesOf(stderr.trim() || shown)
    .slice(0, linesMax)
    .join(' ');
  return { code: 'failed', message: `It ends with exit code ${exitCode}: ${words}` };
}

const linesMax = 3;

/** An error in JSON, or any words. */
function showsFailure({ text }: Expected): boolean {
  if (isJson(text)) return /^\s*\{[^"]*"error"/.test(text);
  return text.split('\n').some((line) => line.trim() !== '' && !isGapLine(line));
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return value && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
}

/** The last JSON value of an output, which may follow other words. */
function jsonOf(stdout: string): { readonly value: unknown } | undefined {
  const starts = stdout.matchAll(/^[[{]/gm);
  for (const { index } of Array.from(starts).slice(-startsMax)) {
    try {
      return { value: JSON.parse(stdout.slice(index)) as unknown };
    } catch {
      // A later line may be the one that begins it.
    }
  }
  return undefined;
}

const startsMax = 200;

function isJson(text: string): boolean {
  return /^\s*([[{]|\/\/|\/\*)/.test(text);
}

function judgeOutput(expected: Expected, done: StepDone, failure: Failure | undefined): Judged {
  const { outcomes, isUpdate } = done;
  const json = jsonOf(outcomes.one.stdout);
  if (expected.text.trim() === '') {
    const text = json ? written(json.value, '', done.ids) : outcomes.one.shown.trimEnd();
    if (text === '') return { findings: [] };
    if (isUpdate) return rewritten(expected, text, done);
    const message = 'The output is empty here.';
    return { findings: [{ code: 'no-output', message, ...spotOfBlock(expected.block) }] };
  }
  const isShownJson = isJson(expected.text) || expected.block.info.language.startsWith('json');
  if (json && isShownJson) return judgeJson(expected, json.value, done);
  const broken = failure && isShownJson ? brokenIn(expected, done) : undefined;
  if (broken) return { findings: [broken] };
  const isOfOtherKind = isShownJson || (json && expected.block.info.language === '');
  const isCertain = expected.block === done.step.block || expected.block.info.isOutput;
  // As the event that a webhook gets, below the command that triggers it.
  return isOfOtherKind && !isCertain && !failure ? { findings: [] } : judgeLines(expected, done);
}

function judgeJson(expected: Expected, one: unknown, done: StepDone): Judged {
  const { ids, isSaid, isUpdate, outcomes } = done;
  const given = { one, other: jsonOf(outcomes.other.stdout)?.value };
  const read = readJson(expected.text);
  if (read.type === 'broken') {
    const { root, at: end } = read;
    const before = root ? compareJson(root, given, { ids, isSaid }) : [];
    learnFirst(expected.text, given, ids);
    if (isUpdate) return rewritten(expected, written(one, '', ids), done);
    const certain = before.filter((each) => each.at < end && isOfOneValue(each));
    const broken = brokenIn(expected, done);
    return {
      findings: [
        ...certain.map((each) => at(expected, each.at, each, done.source)),
        ...(broken ? [broken] : []),
      ],
    };
  }
  const compare = (root: Shown): readonly Difference[] => compareJson(root, given, { ids, isSaid });
  const differences = compare(read.root);
  if (differences.length === 0) return { findings: [] };
  if (!isUpdate)
    return { findings: differences.map((each) => at(expected, each.at, each, done.source)) };
  const again = (text: string): readonly Difference[] => {
    const next = readJson(text);
    return next.type === 'read' ? compare(next.root) : [];
  };
  const mended = mendJson(expected.text, again, ids);
  return rewritten(expected, mended ?? written(one, '', ids), done);
}

/** Not of all that an object or a list holds, which may stand behind the place where it breaks. */
function isOfOneValue({ code, mend }: Difference): boolean {
  if (code === 'missing-key') return true;
  return mend.type === 'replace' && mend.shown.type === 'scalar';
}

function brokenIn(expected: Expected, { source }: StepDone): Finding | undefined {
  const read = readJson(expected.text);
  if (read.type === 'read') return undefined;
  const message = `The JSON cannot be read: ${read.message}.`;
  return at(expected, read.at, { code: 'broken-json', message }, source);
}

/** Deeper than a parser can go is broken, too. */
function readJson(text: string): ReturnType<typeof readShownJson> {
  try {
    return readShownJson(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { type: 'broken', message: 'it is too deep', at: 0, root: undefined };
  }
}

/** What cannot be read still tells by which id later steps call the object. */
function learnFirst(text: string, { one, other }: Pair<unknown>, ids: ShownIds): void {
  const shown = /"id"\s*:\s*"(\w+)"/.exec(text)?.[1];
  const [first, second] = [asObject(one)?.['id'], asObject(other)?.['id']];
  if (shown && typeof first === 'string' && typeof second === 'string')
    ids.learn(shown, { one: first, other: second });
}

function judgeLines(expected: Expected, done: StepDone): Judged {
  const { outcomes, ids, isUpdate } = done;
  const { one, other } = outcomes;
  const [difference, ...others] = (['shown', 'stdout', 'stderr'] as const).map((stream) =>
    compareLines(expected.text, { one: one[stream], other: other[stream] }, ids),
  );
  if (!difference || others.includes(undefined)) return { findings: [] };
  if (isUpdate) return rewritten(expected, mendLines(expected.text, one.shown, ids), done);
  const { line, message } = difference;
  const offset = expected.text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
  return { findings: [at(expected, offset, { code: 'wrong-line', message }, done.source)] };
}

function at(
  expected: Expected,
  offset: number,
  { code, message }: Failure,
  source: string,
): Finding {
  const before = expected.text.slice(0, offset).split('\n');
  const line = expected.line + before.length - 1;
  const column = (before.at(-1) ?? '').length + 1;
  return { code, message, ...spotIn(source, expected.block, line, column) };
}

function rewritten(expected: Expected, text: string, done: StepDone): Judged {
  const rewrite = { expected, text };
  if (isWritable(done.source, rewrite)) return { findings: [], rewrite };
  const message = 'The output that is shown here is another now, and cannot be written in place.';
  return { findings: [at(expected, 0, { code: 'not-rewritten', message }, done.source)] };
}
