// Which lines of a code block are typed into the shell.

import { expect, test } from 'vitest';
import { commandsIn } from '../../src/snippets/commands.ts';
import { isCommand, readMode } from '../../src/snippets/find.ts';

test.each([
  ['stripe customers list', true],
  ['\n  stripe customers list\n', true],
  ['$ stripe get /v1/charges', true],
  ['stripe', false],
  ['stripe-mock -p 12111', false],
  ['curl https://api.stripe.com', false],
  ['# stripe customers list', false],
  ['# First a customer\n\n# of ours\nstripe customers create', true],
  ['# First a customer\r\n$ stripe customers create', true],
  ['# Not with stripe this time\ncurl https://api.stripe.com', false],
  ['const stripe = require("stripe")', false],
])('%j is a command: %s', (text, expected) => {
  expect(isCommand(text)).toBe(expected);
});

test('an unknown mode means to run', () => {
  expect(readMode('insert')).toBe('insert');
  expect(readMode('off')).toBe('off');
  expect(readMode('whatever')).toBe('run');
  expect(readMode(undefined)).toBe('run');
});

test('each line of a block without prompts is a command', () => {
  const text = 'stripe customers list\r\n\r\n# then\nstripe products list\n';
  expect(commandsIn(text)).toEqual(['stripe customers list', 'stripe products list']);
});

test('output between prompts is not typed', () => {
  const text = '$ stripe customers list\n{\n  "data": []\n}\n$ stripe help';
  expect(commandsIn(text)).toEqual(['stripe customers list', 'stripe help']);
});

test('a comment above the first prompt leaves output untyped', () => {
  const text = '# All of them\n$ stripe customers list\n{}\n';
  expect(commandsIn(text)).toEqual(['stripe customers list']);
});

test('a line that ends in a backslash goes on in the next', () => {
  const text = 'stripe customers create \\\n  --name Jane \\\n  --email a@b.c\nstripe help';
  expect(commandsIn(text)).toEqual([
    'stripe customers create \\\n  --name Jane \\\n  --email a@b.c',
    'stripe help',
  ]);
});

test('a continued line after a prompt needs no prompt of its own', () => {
  const text = '$ stripe customers create \\\n  --name Jane\n{}\n';
  expect(commandsIn(text)).toEqual(['stripe customers create \\\n  --name Jane']);
});

test('a quote that stays open holds the lines after it', () => {
  const text = 'stripe customers create --description="two\nlines" --name x\nstripe help';
  expect(commandsIn(text)).toEqual([
    'stripe customers create --description="two\nlines" --name x',
    'stripe help',
  ]);
});

test('an apostrophe in a comment opens no quote', () => {
  expect(commandsIn("# it's a comment\nstripe help")).toEqual(['stripe help']);
});

test('a quote that is never closed is one command, for the shell to refuse', () => {
  expect(commandsIn('stripe get "/v1\nstripe help')).toEqual(['stripe get "/v1\nstripe help']);
});

test('an empty block has no commands', () => {
  expect(commandsIn('\n \n')).toEqual([]);
});
