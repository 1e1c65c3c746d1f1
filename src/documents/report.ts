// What a check came to, for people, for programs and for the sites that build documents. Pure.

import { redactKeys } from '../text/redact.ts';
import { advice, type Finding } from './finding.ts';

export interface Report {
  readonly files: readonly FileReport[];
}

export interface FileReport {
  /** As it was named to the program. */
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly snippets: number;
  /** Whether outputs in it were written anew. */
  readonly isRewritten: boolean;
}

/** `FILE:LINE:COLUMN: CODE: MESSAGE`, then what to do; at last one line that counts. */
export function reportText({ files }: Report): string {
  const lines = files.flatMap(({ file, findings, isRewritten }) => [
    ...findings.flatMap((finding) => [
      `${file}:${finding.line}:${finding.column}: ${finding.code}: ${oneLine(finding.message)}`,
      `  ${advice[finding.code]}`,
    ]),
    ...(isRewritten ? [`${file}: outputs were written anew.`] : []),
  ]);
  return `${[...lines, summary(files)].join('\n')}\n`;
}

function summary(files: readonly FileReport[]): string {
  const snippets = files.reduce((sum, file) => sum + file.snippets, 0);
  const findings = files.reduce((sum, file) => sum + file.findings.length, 0);
  if (snippets + findings === 0) return `No snippets in ${count(files.length, 'file')}.`;
  const what = `${count(snippets, 'snippet')} in ${count(files.length, 'file')}`;
  return findings === 0 ? `${what}: all agree.` : `${what}: ${count(findings, 'finding')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** One JSON object: the files, each with its findings. */
export function reportJson({ files }: Report): string {
  const told = files.map((file) => ({
    ...file,
    findings: file.findings.map(({ code, message, line, column }) => ({
      code,
      line,
      column,
      message: oneLine(message),
      advice: advice[code],
    })),
  }));
  const agrees = files.every(({ findings }) => findings.length === 0);
  return `${JSON.stringify({ agrees, files: told }, null, 2)}\n`;
}

/**
 * Commands that GitHub shows at the lines of a pull request. Source:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function reportGithub(report: Report): string {
  const lines = report.files.flatMap(({ file, findings }) =>
    findings.map(({ code, message, line, column }) => {
      const place = `file=${property(file)},line=${line},col=${column},title=${property(code)}`;
      return `::error ${place}::${escaped(`${oneLine(message)}\n${advice[code]}`)}`;
    }),
  );
  return `${[...lines, summary(report.files)].join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Keys are masked wherever they come from: a report ends up in logs. */
function oneLine(message: string): string {
  return redactKeys(message.replace(/\s*\n\s*/g, ' ').replace(controls, ' '));
}

// oxlint-disable-next-line no-control-regex -- a document may hold any of them
const controls = /[\u0000-\u001f\u007f-\u009f]/g;
