// What /v2 has beside usage: event destinations and their pings, accounts and what they are used for.

import { describe, expect, test } from 'vitest';
import { made, post } from './made.ts';
import { openSandbox, type Call } from './open-sandbox.ts';
import { destinations, thin } from './thin-destination.ts';

describe('an event destination', () => {
  test('tells its address and its secret only to those who ask', async () => {
    const { call } = openSandbox();
    const include = ['webhook_endpoint.signing_secret', 'webhook_endpoint.url'];
    const {
      id,
      webhook_endpoint: told,
      ...rest
    } = await made(call, destinations, {
      ...thin,
      include,
    });
    expect(told).toMatchObject({ url: 'https://example.com/hook' });
    expect(told.signing_secret).toMatch(/^whsec_\w{32}$/);
    expect(rest).toMatchObject({ events_from: ['@self'], status: 'enabled' });
    expect(rest).not.toHaveProperty('snapshot_api_version');
    const left = { signing_secret: null, url: null };
    const quiet = (await call('GET', `${destinations}/${id}`)).body;
    expect(quiet.webhook_endpoint).toEqual(left);
    const asked = await call('GET', destinations, 'include=webhook_endpoint.url');
    expect(asked.body.data[0].webhook_endpoint).toEqual({
      ...left,
      url: thin.webhook_endpoint.url,
    });
    const late = await call('GET', `${destinations}/${id}`, `include=${include.join('&include=')}`);
    expect(late.body.error.message).toBe(
      "Some fields in the request were invalid: 'include[0]: Unrecognized enum value " +
        "'webhook_endpoint.signing_secret', valid values are: webhook_endpoint.url.'",
    );
  });

  test('is disabled by its user, and enabled again', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, destinations, thin);
    const disabled = await made(call, `${destinations}/${id}/disable`);
    expect(disabled).toMatchObject({
      status: 'disabled',
      status_details: { disabled: { reason: 'user' } },
    });
    const enabled = await made(call, `${destinations}/${id}/enable`);
    expect(enabled.status).toBe('enabled');
    expect(enabled).not.toHaveProperty('status_details');
  });

  test('is pinged by an event that names it', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, destinations, thin);
    const event = await made(call, `${destinations}/${id}/ping`);
    expect(event).toMatchObject({
      object: 'v2.core.event',
      type: 'v2.core.event_destination.ping',
      related_object: { id, type: 'v2.core.event_destination', url: `${destinations}/${id}` },
    });
    const { data } = (await call('GET', '/v2/core/events', `object_id=${id}`)).body;
    expect(data).toEqual([event]);
    expect((await call('GET', '/v2/core/events', 'object_id=ed_other')).body.data).toEqual([]);
    expect((await post(call, `${destinations}/ed_none/ping`)).body.error.code).toBe('not_found');
  });

  test.each([
    [{ webhook_endpoint: undefined }, 'webhook_endpoint'],
    [{ type: 'amazon_eventbridge' }, 'amazon_eventbridge'],
    [{ webhook_endpoint: { url: 'example.com' } }, 'webhook_endpoint.url'],
    [{ enabled_events: [] }, 'enabled_events'],
    [{ enabled_events: ['customer.created'] }, 'enabled_events'],
    [{ event_payload: 'snapshot' }, 'enabled_events'],
    [{ snapshot_api_version: '2025-12-15.clover' }, 'snapshot_api_version'],
  ])('is refused with %j', async (more, path) => {
    const { call } = openSandbox();
    const { status, body } = await post(call, destinations, { ...thin, ...more });
    expect([status, body.error.code]).toEqual([400, 'invalid_fields']);
    expect(body.error.message).toContain(`were invalid: '${path}: `);
  });

  test('of snapshots has the version of the request, and clouds of others their own names', async () => {
    const { call } = openSandbox();
    const told = await made(call, destinations, {
      ...thin,
      event_payload: 'snapshot',
      enabled_events: ['customer.created'],
      type: 'amazon_eventbridge',
      webhook_endpoint: undefined,
      amazon_eventbridge: { aws_account_id: '123456789012', aws_region: 'eu-west-1' },
    });
    expect(told.snapshot_api_version).toMatch(/^\d{4}-\d\d-\d\d\.\w+$/);
    expect(told.amazon_eventbridge).toMatchObject({
      aws_account_id: '123456789012',
      aws_event_source_arn: expect.stringMatching(/^arn:aws:events:eu-west-1::event-source\//),
      aws_event_source_status: 'pending',
    });
  });
});

const accounts = '/v2/core/accounts';

const openAccount = (call: Call) =>
  made(call, accounts, {
    contact_email: 'a@example.com',
    identity: { country: 'us' },
    configuration: { customer: {}, merchant: {} },
    include: ['configuration.merchant', 'identity'],
  });

describe('an account of /v2', () => {
  test('is what its configurations make it, and shows those that are asked for', async () => {
    const { call } = openSandbox();
    const account = await openAccount(call);
    expect(account).toMatchObject({
      applied_configurations: ['customer', 'merchant'],
      closed: false,
      configuration: { merchant: { applied: true } },
      identity: { country: 'us' },
    });
    expect(account.configuration).toMatchObject({ customer: null, recipient: null });
    const { body } = await call('GET', `${accounts}/${account.id}`);
    expect(body).toMatchObject({ configuration: null, defaults: null, identity: null });
    const less = await made(call, `${accounts}/${account.id}`, {
      configuration: { customer: { applied: false } },
    });
    expect(less.applied_configurations).toEqual(['merchant']);
  });

  test('is closed with all of its configurations, and then neither listed nor changed', async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call);
    const path = `${accounts}/${id}/close`;
    const partly = await post(call, path, { applied_configurations: ['customer'] });
    expect(partly.status).toBe(400);
    expect(partly.body.error).toEqual({
      applied_configurations: ['customer', 'merchant'],
      code: 'configs_must_match_to_close',
      message: expect.stringContaining('All configurations'),
      user_message: partly.body.error.message,
    });
    const closed = await made(call, path, { applied_configurations: ['merchant', 'customer'] });
    expect(closed.closed).toBe(true);
    expect((await post(call, path)).status).toBe(400);
    expect((await post(call, `${accounts}/${id}`, { display_name: 'A' })).status).toBe(400);
    const idsBy = async (query: string) =>
      (await call('GET', accounts, query)).body.data.map((one: { id: string }) => one.id);
    expect(await idsBy('')).toEqual([]);
    expect(await idsBy('closed=true')).toEqual([id]);
    const { data } = (await call('GET', '/v2/core/events')).body;
    expect(data.map(({ type }: { type: string }) => type)).toEqual([
      'v2.core.account.closed',
      'v2.core.account.created',
    ]);
  });

  test('is listed by its configurations', async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call);
    await made(call, accounts, { configuration: { customer: {} } });
    const { data } = (
      await call(
        'GET',
        accounts,
        'applied_configurations[0]=merchant&applied_configurations[1]=customer',
      )
    ).body;
    expect(data.map((one: { id: string }) => one.id)).toEqual([id]);
  });

  test('has links that are soon over, and only where it is known', async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call);
    const use = {
      type: 'account_onboarding',
      account_onboarding: { configurations: ['merchant'], refresh_url: 'https://example.com' },
    };
    const link = await made(call, '/v2/core/account_links', { account: id, use_case: use });
    expect(link.url).toContain(`https://connect.stripe.com/setup/e/${id}/`);
    expect(link.expires_at > link.created).toBe(true);
    const none = await post(call, '/v2/core/account_links', { account: 'acct_x', use_case: use });
    expect([none.status, none.body.error.code]).toEqual([404, 'not_found']);
    const wrong = {
      ...use,
      account_onboarding: { ...use.account_onboarding, refresh_url: 'app://back' },
    };
    const { error } = (await post(call, '/v2/core/account_links', { account: id, use_case: wrong }))
      .body;
    expect(error.message).toContain(`'use_case: refresh_url must be a valid URL and start with`);
  });
});

test('a person of /v2 belongs to the account of its path, while that is open', async () => {
  const { call } = openSandbox();
  const { id } = await openAccount(call);
  const persons = `${accounts}/${id}/persons`;
  const person = await made(call, persons, { given_name: 'Jane', surname: 'Roe' });
  expect(person).toMatchObject({ account: id, given_name: 'Jane' });
  expect(await made(call, `${persons}/${person.id}`, { surname: 'Doe' })).toMatchObject({
    account: id,
    given_name: 'Jane',
    surname: 'Doe',
  });
  expect((await call('GET', persons)).body.data).toMatchObject([{ id: person.id }]);
  await made(call, `${accounts}/${id}/close`);
  expect((await post(call, persons, { given_name: 'Ann' })).status).toBe(400);
});
