// `{{CUSTOMER_ID}}` and its like.

import { expect, test } from 'vitest';
import { fillPlaceholders } from '../../src/snippets/placeholders.ts';

const ids = new Map([
  ['customer', 'cus_1'],
  ['payment_intent', 'pi_1'],
]);
const fill = (line: string) => fillPlaceholders(line, (object) => ids.get(object));

test('each placeholder becomes the id of its kind', () => {
  expect(fill('stripe get {{PAYMENT_INTENT_ID}} -e {{ CUSTOMER_ID }} {{CUSTOMER_ID}}')).toEqual({
    type: 'filled',
    line: 'stripe get pi_1 -e cus_1 cus_1',
  });
});

test('a line without placeholders stays as it is', () => {
  const line = 'stripe customers create --name "{{name}} {CUSTOMER_ID} $&"';
  expect(fill(line)).toEqual({ type: 'filled', line });
});

test('the first kind that is missing is told', () => {
  expect(fill('{{CUSTOMER_ID}} {{INVOICE_ID}} {{PRICE_ID}}')).toEqual({
    type: 'missing',
    object: 'invoice',
  });
});

test('an id is text, whatever it looks like', () => {
  expect(fillPlaceholders('{{X_ID}}', () => '$& {{Y_ID}}')).toEqual({
    type: 'filled',
    line: '$& {{Y_ID}}',
  });
});
