// What is told below a snippet of how its command ended.

import { expect, test } from 'vitest';
import { describeResult, isFine } from '../../src/snippets/describe-result.ts';

const told = (stdout: string, stderr = '', exitCode = 0) =>
  describeResult({ stdout, stderr, exitCode });

test.each([
  [JSON.stringify({ id: 'cus_1', object: 'customer' }, null, 2), 'customer cus_1 · 4 lines'],
  [JSON.stringify({ id: 'cus_1', object: 'customer', deleted: true }), 'customer cus_1 deleted'],
  [JSON.stringify({ object: 'list', data: [1, 2] }), '2 in the list'],
  [JSON.stringify({ error: { message: 'No such customer' } }), 'Error: No such customer'],
  ['stripe 1.52.0\n', 'Done · 1 line'],
  ['', 'Done · 0 lines'],
  ['null', 'Done · 1 line'],
  ['[1]', 'Done · 1 line'],
])('%j is told', (stdout, sentence) => {
  expect(told(stdout)).toContain(sentence);
});

test('a mistake that is no failure to the CLI is told in place of a plain Done', () => {
  const mistake = 'Unknown command "creat" for "stripe customers". Did you mean "create"?';
  expect(told('Usage:\n  stripe\n', `${mistake}\n`)).toBe(`${mistake} · 2 lines`);
  expect(told('event\n', '> Ready!\n')).toBe('Done · 1 line');
  expect(told('{"object":"customer","id":"cus_1"}', 'a warning\n')).toBe('customer cus_1 · 1 line');
});

test('an error of the API that a pipe hides is told, and the step is not done', () => {
  const error = "The API answered with an error: No such customer: 'cus_x'";
  expect(told('null\n', `${error}\n`)).toBe(`${error} · 1 line`);
  expect(isFine({ stdout: 'null\n', stderr: `${error}\n`, exitCode: 0 })).toBe(false);
  expect(isFine({ stdout: 'null\n', stderr: 'a warning\n', exitCode: 0 })).toBe(true);
});

test('a failure is told with its exit code and first line', () => {
  expect(told('', 'unknown flag: --x\nmore', 1)).toBe('Exit code 1: unknown flag: --x');
});

test('a command that was ended tells that, not what it printed first', () => {
  expect(told('', '[date] INFO Subscribing\n', 130)).toBe('Ended with Ctrl+C');
});
