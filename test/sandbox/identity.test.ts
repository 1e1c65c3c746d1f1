// Verification sessions: each status with each verb, and what may be asked for.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { openSandbox, typesOf } from './open-sandbox.ts';

const at = '/v1/identity/verification_sessions';

async function openSession(params: FormObject = { type: 'document' }) {
  const { call } = openSandbox();
  const { status, body } = await call('POST', at, params);
  return { call, status, session: body };
}

describe('a verification session', () => {
  test('begins with a page and a secret', async () => {
    const options = { document: { require_matching_selfie: 'true' } };
    const { session } = await openSession({ type: 'document', options });
    expect(session).toMatchObject({
      status: 'requires_input',
      options: { document: { require_matching_selfie: true } },
      redaction: null,
      url: expect.stringMatching(/^https:\/\/verify\.stripe\.com\/start\/test_/),
    });
    expect(session.client_secret).toContain(session.id);
  });

  test.each([
    [{}, 'type'],
    [
      { type: 'id_number', options: { document: { require_id_number: 'true' } } },
      'options[document]',
    ],
    [{ type: 'document', related_customer: 'cus_none' }, 'related_customer'],
  ])('with %j is refused', async (params, param) => {
    const { status, session } = await openSession(params as FormObject);
    expect([status, session.error.param]).toEqual([400, param]);
  });

  /** By how it was ended: what each verb makes of it. */
  const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    requires_input: { cancel: 'canceled', redact: 'canceled' },
    canceled: { cancel: 'canceled', redact: 'canceled' },
    redacted: { cancel: 'canceled' },
  };
  const ways: Readonly<Record<string, string>> = { canceled: 'cancel', redacted: 'redact' };

  for (const [from, allowed] of Object.entries(table)) {
    for (const verb of ['cancel', 'redact']) {
      test(`that is ${from} is ${allowed[verb] ?? 'not changed'} by ${verb}`, async () => {
        const { call, session } = await openSession();
        const way = ways[from];
        if (way) await call('POST', `${at}/${session.id}/${way}`);
        const { status, body } = await call('POST', `${at}/${session.id}/${verb}`);
        expect(status).toBe(allowed[verb] ? 200 : 400);
        if (!allowed[verb]) return;
        expect(body).toMatchObject({ status: allowed[verb], client_secret: null, url: null });
        const isRedacted = [way, verb].includes('redact');
        if (verb === 'redact') expect(body.redaction).toEqual({ status: 'processing' });
        const { body: after } = await call('GET', `${at}/${session.id}`);
        expect(after.redaction).toEqual(isRedacted ? { status: 'redacted' } : null);
        const told = (await typesOf(call)).slice(1);
        expect(told).toEqual(
          [...new Set([way, verb])]
            .filter((one) => one !== undefined && !(way === 'redact' && one === 'cancel'))
            .map(
              (one) =>
                `identity.verification_session.${one === 'redact' ? 'redacted' : 'canceled'}`,
            ),
        );
      });
    }
  }

  test('changes only while it is open, but for its metadata', async () => {
    const { call, session } = await openSession();
    const one = `${at}/${session.id}`;
    const { body } = await call('POST', one, { type: 'id_number' });
    expect(body).toMatchObject({ type: 'id_number', options: { id_number: {} } });
    await call('POST', `${one}/cancel`);
    expect((await call('POST', one, { type: 'document' })).body.error.param).toBe('type');
    expect((await call('POST', one, { metadata: { a: 'b' } })).body.metadata).toEqual({ a: 'b' });
    await call('POST', `${one}/redact`);
    expect((await call('POST', one, { metadata: { a: 'c' } })).status).toBe(400);
    expect((await call('GET', one)).body.metadata).toEqual({});
  });

  test('that nobody knows is missing, and so are reports', async () => {
    const { call } = openSandbox();
    const { status, body } = await call('GET', `${at}/vs_unknown`);
    expect([status, body.error.message]).toEqual([
      404,
      "No such VerificationSession: 'vs_unknown'",
    ]);
    const reports = '/v1/identity/verification_reports';
    expect((await call('GET', reports)).body).toMatchObject({ data: [], has_more: false });
    expect((await call('GET', `${reports}/vr_unknown`)).body.error.code).toBe('resource_missing');
  });
});
