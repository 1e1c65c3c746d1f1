// What a check came to, as JUnit's XML: a suite for each document. The one home of fast-xml-parser.

import { XMLBuilder } from 'fast-xml-parser';
import { redactKeys } from '../text/redact.ts';
import { advice, type Finding } from './finding.ts';
import type { FileReport, Report } from './report.ts';

/** Names that begin with this are attributes. */
const attribute = '@';
const words = '#text';

const builder = new XMLBuilder({
  attributeNamePrefix: attribute,
  format: true,
  ignoreAttributes: false,
  suppressEmptyNode: true,
  textNodeName: words,
});

/** A case for each finding; a document without any is one case, that passes. */
export function reportJunit({ files }: Report): string {
  const failures = files.reduce((sum, { findings }) => sum + findings.length, 0);
  const tests = files.reduce((sum, file) => sum + caseCount(file), 0);
  return builder.build({
    '?xml': attributes({ version: '1.0', encoding: 'UTF-8' }),
    testsuites: {
      ...attributes({ name: 'sandshell check', tests, failures }),
      testsuite: files.map(suiteOf),
    },
  });
}

function suiteOf(file: FileReport): object {
  const { findings } = file;
  const name = plain(file.file);
  const passed = attributes({ classname: name, name: 'snippets', file: name });
  return {
    ...attributes({ name, tests: caseCount(file), failures: findings.length }),
    testcase: findings.length === 0 ? passed : findings.map((finding) => caseOf(file, finding)),
  };
}

function caseOf(file: FileReport, finding: Finding): object {
  const { line, code, message } = finding;
  const name = plain(file.file);
  const failure = attributes({ message: plain(message), type: code });
  return {
    ...attributes({ classname: name, name: `${code} in line ${line}`, file: name, line }),
    failure: { ...failure, [words]: wordsOf(file, finding) },
  };
}

function attributes(values: Readonly<Record<string, string | number>>): object {
  const named = Object.entries(values).map(([name, value]) => [`${attribute}${name}`, value]);
  return Object.fromEntries(named);
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
