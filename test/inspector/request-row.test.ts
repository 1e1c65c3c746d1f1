// @vitest-environment happy-dom
// The line of a request: one text, which may be broken behind the slashes of its path.

import { expect, test } from 'vitest';
import type { Exchange } from '../../src/backend/request-log.ts';
import { requestLine } from '../../src/inspector/request-row.ts';

test('a path can go on in the next line behind each of its slashes but the first', () => {
  const exchange = { status: 200, method: 'POST', path: '/v1/invoices/in_1/pay', startedMs: 0 };
  const line = requestLine(exchange as Exchange).querySelector('.line-text');
  expect(line?.textContent).toBe('200 OK POST /v1/invoices/in_1/pay');
  expect(line?.innerHTML).toMatch(/ \/v1\/<wbr>invoices\/<wbr>in_1\/<wbr>pay$/);
});
