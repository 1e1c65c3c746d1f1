// A file that did not come is told in our words, whatever the browser's are.

import { expect, test } from 'vitest';
import { wordsOfError } from '../../src/base/words-of-error.ts';

test.each([
  'Failed to fetch dynamically imported module: https://docs.example.com/chunks/first-1.js',
  'error loading dynamically imported module: https://docs.example.com/chunks/first-1.js',
  'Importing a module script failed.',
  'Loading chunk 5 failed.\n(error: https://docs.example.com/5.js)',
])('%j', (message) => {
  const words = wordsOfError(new TypeError(message));
  expect(words).toBe(
    'A part of the shell could not be loaded. Nothing is lost: try again once the network is back, ' +
      'or load the page anew.',
  );
});

test('every other error is told in its own words', () => {
  expect(wordsOfError(new Error('There is no customer in the sandbox yet.'))).toBe(
    'There is no customer in the sandbox yet.',
  );
  expect(wordsOfError('odd')).toBe('odd');
});
