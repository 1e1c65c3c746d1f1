import { expect, test } from 'vitest';
import { ApiError, errorBody } from '../../src/wire/api-error.ts';

const place = { account: 'acct_1', requestId: 'req_1' };

test('the members of an error are told in alphabetical order, with links', () => {
  const error = new ApiError("No such customer: 'x'", {
    status: 404,
    code: 'resource_missing',
    param: 'id',
  });
  expect(JSON.stringify(errorBody(error, place), null, 2)).toBe(`{
  "error": {
    "code": "resource_missing",
    "doc_url": "https://stripe.com/docs/error-codes/resource-missing",
    "message": "No such customer: 'x'",
    "param": "id",
    "request_log_url": "https://dashboard.stripe.com/acct_1/test/workbench/logs?object=req_1",
    "type": "invalid_request_error"
  }
}`);
});

test('an error without code, param and account has only message and type', () => {
  const body = errorBody(new ApiError('No.'), { account: undefined, requestId: 'req_1' });
  expect(body).toEqual({ error: { message: 'No.', type: 'invalid_request_error' } });
});

test('further members find their place', () => {
  const error = new ApiError('Your card was declined.', {
    status: 402,
    type: 'card_error',
    code: 'card_declined',
    details: { decline_code: 'generic_decline', charge: 'ch_1' },
  });
  const { error: told } = errorBody(error, place) as { error: object };
  expect(Object.keys(told)).toEqual([
    'charge',
    'code',
    'decline_code',
    'doc_url',
    'message',
    'request_log_url',
    'type',
  ]);
});

test("codes of the sandbox's own have no page at Stripe", () => {
  const body = errorBody(new ApiError('No.', { code: 'sandbox_not_simulated' }), place);
  expect(JSON.stringify(body)).not.toContain('doc_url');
});
