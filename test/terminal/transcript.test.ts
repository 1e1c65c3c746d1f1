// The transcript as a reader would copy it: bounded, plain, and without keys.

import { expect, test } from 'vitest';
import { createTranscript } from '../../src/terminal/transcript.ts';

function say(transcript: ReturnType<typeof createTranscript>, line: string, output: string): void {
  transcript.begin(line);
  transcript.add(output);
  transcript.end(0);
}

test('commands and their output read as they stood on the screen', () => {
  const transcript = createTranscript();
  say(transcript, 'stripe version', '\x1b[1mstripe\x1b[0m 1.0\n');
  transcript.begin('stripe nope');
  transcript.add('Unknown command');
  transcript.end(1);
  expect(transcript.text()).toBe(
    '$ stripe version\nstripe 1.0\n\n$ stripe nope\nUnknown command\n[exit 1]\n',
  );
});

test('a command of several lines keeps its continuation prompts', () => {
  const transcript = createTranscript();
  say(transcript, 'get \\\n--limit 1', '');
  expect(transcript.text()).toBe('$ get \\\n> --limit 1\n');
});

test('a block tells its number, exit code and requests', () => {
  const transcript = createTranscript();
  transcript.begin('one');
  transcript.addRequest('req_1');
  transcript.addRequest('req_2');
  transcript.end(3);
  expect(transcript.blocks()).toEqual([
    {
      number: 1,
      command: 'one',
      output: '',
      exitCode: 3,
      requestIds: ['req_1', 'req_2'],
      isToldElsewhere: false,
    },
  ]);
});

test('listeners hear of a command when it begins and when it ends', () => {
  const transcript = createTranscript();
  const heard: string[] = [];
  transcript.on('begin', ({ command }) => heard.push(`begin ${command}`));
  transcript.on('end', ({ output, exitCode }) => heard.push(`end ${output} ${exitCode}`));
  transcript.on('clear', () => heard.push('clear'));
  say(transcript, 'a', 'x');
  transcript.clear();
  expect(heard).toEqual(['begin a', 'end x 0', 'clear']);
  expect(transcript.text()).toBe('');
});

test('keys are not in it, neither typed nor printed', () => {
  const transcript = createTranscript();
  say(transcript, 'get --api-key sk_live_1234567890', 'refused: rk_live_0987654321\n');
  expect(transcript.text()).not.toMatch(/1234567890|0987654321/);
});

test('a key that is printed in two pieces is hidden all the same', () => {
  const transcript = createTranscript();
  transcript.begin('a');
  transcript.add('sk_live_12345');
  transcript.add('67890abc\n');
  transcript.end(0);
  expect(transcript.text()).not.toContain('12345');
});

test('the oldest blocks go, and endless output is cut', () => {
  const transcript = createTranscript();
  for (let count = 0; count < 600; count += 1) say(transcript, `line ${count}`, '');
  expect(transcript.blocks()).toHaveLength(500);
  expect(transcript.blocks()[0]?.command).toBe('line 100');
  transcript.begin('big');
  for (let count = 0; count < 100; count += 1) transcript.add('x'.repeat(10_000));
  transcript.end(0);
  expect(transcript.blocks().at(-1)!.output.length).toBeLessThan(201_000);
  expect(transcript.text()).toContain('more output is not kept here');
});

test('what comes after the end of a command changes nothing', () => {
  const transcript = createTranscript();
  say(transcript, 'a', 'x\n');
  transcript.add('late\n');
  transcript.end(7);
  expect(transcript.text()).toBe('$ a\nx\n');
});
