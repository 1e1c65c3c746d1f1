// @vitest-environment happy-dom
// Deliveries beside their event, as they go on.

import { expect, test } from 'vitest';
import { deliveryLines, followDeliveries } from '../../src/inspector/deliveries.ts';

function tell(more: object): void {
  const detail = {
    event: 'evt_1',
    endpoint: 'we_1',
    type: 'customer.created',
    account: 'acct_1',
    url: 'https://example.com/hook',
    answer: undefined,
    reason: '',
    ...more,
  };
  document.dispatchEvent(new CustomEvent('sandshell:delivery', { detail }));
}

test('each endpoint has a line, which tells the last attempt', () => {
  followDeliveries();
  followDeliveries();
  const lines = deliveryLines('evt_1');
  document.body.append(lines);
  expect(lines.textContent).toBe('');
  tell({ status: 'pending', attempts: 1, answer: 500 });
  tell({ event: 'evt_2', status: 'pending', attempts: 1, answer: 500 });
  tell({ endpoint: 'we_2', url: 'https://a.b/', status: 'failed', attempts: 4, reason: 'nobody' });
  const told = (): readonly (string | null)[] =>
    [...lines.children].map(({ textContent }) => textContent);
  expect(told()).toEqual([
    'https://example.com/hook has not taken it yet: 500, attempt 1',
    'https://a.b/ did not take it: nobody, attempt 4',
  ]);
  tell({ status: 'succeeded', attempts: 2, answer: 200 });
  expect(told()[0]).toBe('https://example.com/hook took it: 200, attempt 2');
});

test('what was told before a row was opened is in it', () => {
  followDeliveries();
  tell({ event: 'evt_3', status: 'succeeded', attempts: 1, answer: 204 });
  expect(deliveryLines('evt_3').textContent).toContain('took it: 204, attempt 1');
});
