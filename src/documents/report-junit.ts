// What a check came to, as JUnit's XML: a suite for each document. The one home of xmlbuilder2.

import { create } from 'xmlbuilder2';
import { redactKeys } from '../text/redact.ts';
import { advice, type Finding } from './finding.ts';
import type { FileReport, Report } from './report.ts';

/** A case for each finding; a document without any is one case, that passes. */
export function reportJunit({ files }: Report): string {
  const failures = files.reduce((sum, { findings }) => sum + findings.length, 0);
  const tests = files.reduce((sum, file) => sum + caseCount(file), 0);
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: 'sandshell check',
    tests,
    failures,
  });
  for (const file of files) {
    const { findings } = file;
    const name = plain(file.file);
    const counts = { tests: caseCount(file), failures: findings.length };
    const suite = root.ele('testsuite', { name, ...counts });
    if (findings.length === 0)
      suite.ele('testcase', { classname: name, name: 'snippets', file: name });
    for (const finding of findings) {
      const { line, code, message } = finding;
      const named = { classname: name, name: `${code} in line ${line}`, file: name, line };
      const failure = { message: plain(message), type: code };
      suite.ele('testcase', named).ele('failure', failure).txt(wordsOf(file, finding));
    }
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

function caseCount({ findings }: FileReport): number {
  return Math.max(1, findings.length);
}

function wordsOf({ file }: FileReport, { line, column, message, code }: Finding): string {
  return plain(`${file}:${line}:${column}: ${message}\n${advice[code]}`);
}

/** Without keys, and without what XML cannot hold. */
function plain(text: string): string {
  return redactKeys(text).replace(outsideXml, '\ufffd');
}

// oxlint-disable-next-line no-control-regex -- a document may hold any of them
const outsideXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
