// Checks one document: reads it, runs its snippets in order, compares, and writes outputs anew.

import { createShownIds, type ShownIds } from './shown-ids.ts';
import type { Finding } from './finding.ts';
import { findLiveKeys } from './find-live-keys.ts';
import { judgeStep, type Judged } from './judge-step.ts';
import { meantLine } from './meant-line.ts';
import { readPieces } from './markdown.ts';
import { spanLine } from './span-line.ts';
import type { Piece, Shell, Span } from './piece.ts';
import { planOf, type PlannedStep } from './plan.ts';
import { runOrder } from './run-order.ts';
import { fillBoth } from './fill.ts';
import { withRewrites, type Rewrite } from './rewrite.ts';
import { spotInSpan, spotOfWord } from './word-spot.ts';
import type { Stage } from './world.ts';

export interface CheckedDocument {
  /** In the order of the document. */
  readonly findings: readonly Finding[];
  /** With the outputs that were written anew; the source itself where none was. */
  readonly text: string;
  /** Snippets that were run or read. */
  readonly snippets: number;
}

/** Opens what the page itself would: with the seed and the time of its `<sand-shell>`, if it has one. */
export type OpenStage = (page: Partial<Pick<Shell, 'seed' | 'now'>>) => Stage;

export interface CheckOptions {
  readonly isMdx: boolean;
  readonly isUpdate: boolean;
}

/** Never rejects for what a document holds. */
export async function checkDocument(
  source: string,
  open: OpenStage,
  { isMdx, isUpdate }: CheckOptions,
): Promise<CheckedDocument> {
  const findings: Finding[] = [...findLiveKeys(source)];
  const pieces = piecesOf(source, isMdx, findings);
  const plan = planOf(pieces);
  const stage = open((pieces.find(({ type }) => type === 'shell') as Shell | undefined) ?? {});
  findings.push(...plan.findings);
  const ids = createShownIds();
  const rewrites: Rewrite[] = [];
  const said: string[] = [];
  for (const { block, steps } of runOrder(plan.snippets)) {
    for (const step of steps) {
      const judged = await checkStep(step, {
        stage,
        ids,
        source,
        said,
        isUpdate,
        isRun: block.info.mode !== 'off',
      });
      findings.push(...judged.findings);
      if (judged.rewrite) rewrites.push(judged.rewrite);
    }
  }
  for (const span of plan.spans) findings.push(...(await checkSpan(span, stage, source)));
  return {
    findings: findings.toSorted((a, b) => a.line - b.line || a.column - b.column),
    text: rewrites.length > 0 ? withRewrites(source, rewrites) : source,
    snippets: plan.snippets.length,
  };
}

function piecesOf(source: string, isMdx: boolean, findings: Finding[]): readonly Piece[] {
  try {
    return readPieces(source, isMdx);
  } catch (error) {
    const { line = 1, column = 1, message } = Object(error) as Record<string, unknown>;
    const told = String(message ?? error);
    findings.push({
      code: 'unreadable',
      message: told,
      line: Number(line),
      column: Number(column),
    });
    return [];
  }
}

interface Around {
  readonly stage: Stage;
  readonly ids: ShownIds;
  readonly source: string;
  /** The commands up to this one, as the author wrote them. */
  readonly said: string[];
  readonly isUpdate: boolean;
  readonly isRun: boolean;
}

async function checkStep(step: PlannedStep, around: Around): Promise<Judged> {
  const { stage, source, said, isRun } = around;
  said.push(step.command);
  const hasLiveKey = findLiveKeys(step.command).length > 0;
  if (!isRun || stage.isEndless(step.command)) {
    const line = step.command.replace(/\{\{\s*\w+\s*\}\}/g, 'X');
    const problems = hasLiveKey ? [] : await stage.rehearse(line);
    const refusal =
      isRun && !hasLiveKey && problems.length === 0 ? await stage.refusal(line) : undefined;
    const isShown = refusal && step.expected?.text.includes(refusal.message);
    return {
      findings: [...problems, ...(refusal && !isShown ? [refusal] : [])].map((problem) => ({
        ...wordsOf(problem),
        ...spotOfWord(source, step, problem.word),
      })),
    };
  }
  // The key itself is told already, with its place in the document.
  const judged = hasLiveKey
    ? { findings: [], isFailed: true }
    : await runStep(step, step.command, around);
  return judged.isFailed ? recovered(step, judged, around) : judged;
}

/** With what else is wrong: the step is run as it was meant, as long as that is known. */
async function recovered(step: PlannedStep, first: Judged, around: Around): Promise<Judged> {
  const findings = [...first.findings];
  let line = step.command;
  for (let last = first, turn = 0; last.isFailed && turn < turnsMax; turn += 1) {
    const told = last.findings[0]?.message ?? '';
    const meant = meantLine(line, await around.stage.problems(line), told);
    if (meant === undefined) break;
    line = meant;
    last = await runStep(step, line, { ...around, isUpdate: false });
    // Whatever else such a line fails for may be the guess's fault.
    const more = last.isFailed ? last.findings.filter(isOfWord) : last.findings;
    findings.push(...more.filter(isNewTo(findings)));
  }
  return { findings };
}

/** Of the mistakes of one line, more are told one after the other. */
const turnsMax = 5;

function isOfWord({ code }: Finding): boolean {
  return code.startsWith('unknown-');
}

function isNewTo(known: readonly Finding[]): (finding: Finding) => boolean {
  const places = new Set(known.map(({ code, line, column }) => `${code} ${line} ${column}`));
  return ({ code, line, column }) => !places.has(`${code} ${line} ${column}`);
}

async function runStep(step: PlannedStep, command: string, around: Around): Promise<Judged> {
  const { stage, ids, source, said, isUpdate } = around;
  const filled = await fillBoth(command, stage, ids);
  if (filled.type === 'unfilled') {
    return { findings: [{ ...wordsOf(filled), ...spotOfWord(source, step, filled.word) }] };
  }
  const { one, other } = filled;
  const outcomes = { one: await stage.one.run(one), other: await stage.other.run(other) };
  const problems = await stage.problems(one);
  const isSaid = (text: string): boolean => said.some((each) => each.includes(text));
  return judgeStep({ step, outcomes, isSaid, problems, ids, source, isUpdate });
}

/** What a sentence names need not be whole. */
async function checkSpan(span: Span, stage: Stage, source: string): Promise<readonly Finding[]> {
  const line = spanLine(span.text);
  if (line === undefined || findLiveKeys(line).length > 0) return [];
  const problems = await stage.rehearse(line);
  return problems.map((problem) => ({
    ...wordsOf(problem),
    ...spotInSpan(source, span, problem.word),
  }));
}

function wordsOf({ code, message }: Told): Told {
  return { code, message };
}

type Told = Pick<Finding, 'code' | 'message'>;
