import { setupServer } from 'msw/node';
import { expect, onTestFinished, test } from 'vitest';
import type { Fetch } from '../../src/base/fetch.ts';
import { handlers } from '../../src/backend/msw-handlers.ts';

function answerBy(fetch: Fetch): void {
  const server = setupServer(...handlers({ fetch }));
  server.listen();
  onTestFinished(() => server.close());
}

test('where no answer can be had, the API’s own shape says why, and no stack is shown', async () => {
  answerBy(() => Promise.reject(new TypeError('error loading dynamically imported module: /a.js')));
  const response = await fetch('https://api.stripe.com/v1/products');
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: {
      message: expect.stringContaining('A part of the shell could not be loaded.'),
      type: 'api_error',
    },
  });
});

test('files.stripe.com is answered as well', async () => {
  answerBy(({ url }) => Promise.resolve(new Response(url)));
  const response = await fetch('https://files.stripe.com/v1/files');
  expect(await response.text()).toBe('https://files.stripe.com/v1/files');
});
