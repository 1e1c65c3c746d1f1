// Accounts of /v2: what they can be used for stands in their configurations.
// Source: https://docs.stripe.com/api/v2/core/accounts

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { invalidFields, refusal } from '../checking/v2-refusals.ts';
import { sorted } from '../objects/skeleton.ts';
import { makeThinEvent, timeText } from '../objects/thin-event.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const kind = 'v2.core.account';
const linkSeconds = 300;

export const accountOfV2: Behaviour = {
  object: kind,
  initial: () => ({ closed: false }),
  rules: {
    create(draft, call) {
      requireEmail(draft, call);
      return announced(applied(draft, call), 'created', call);
    },
    update(plain, call) {
      requireOpen(plain);
      requireEmail(plain, call);
      return announced(applied(plain, call), 'updated', call);
    },
    close,
  },
  present,
};

export const accountLinkOfV2: Behaviour = {
  object: 'v2.core.account_link',
  rules: {
    create(draft, call) {
      const { id } = requireObject(call, kind, String(call.params['account']), 'account');
      requireAddresses(inner(call.params['use_case']));
      return {
        ...draft,
        expires_at: timeText(call.now + linkSeconds),
        url: `https://connect.stripe.com/setup/e/${id}/${call.newText(12)}`,
      };
    },
  },
};

/** Of the flow that is asked for: where it leads to, afterwards and when the link is over. */
function requireAddresses(use: FormObject): void {
  const flow = inner(use[String(use['type'])]);
  const name = ['refresh_url', 'return_url'].find((one) => {
    const url = flow[one];
    return typeof url === 'string' && !(/^https?:/i.test(url) && URL.canParse(url));
  });
  if (name === undefined) return;
  const message =
    `${name} must be a valid URL and start with https:// or, during testing, http://. localhost is ` +
    'only allowed in testmode.';
  throw invalidFields([{ path: 'use_case', message }]);
}

export const personOfV2: Behaviour = {
  object: 'v2.core.account_person',
  rules: {
    create: (draft, call) => ({ ...draft, account: ownerOf(call) }),
    update(plain, call) {
      ownerOf(call);
      return { ...plain, updated: timeText(call.now) };
    },
  },
};

/** The account of the path, which must be open. */
function ownerOf(call: Call): string {
  const id = call.ids.get('account_id') ?? '';
  const account = call.get(kind, id);
  if (account) requireOpen(account);
  return id;
}

const tokenState: Behaviour['initial'] = ({ now }) => ({
  expires_at: timeText(now + linkSeconds),
  used: false,
});

export const accountTokenOfV2: Behaviour = {
  object: 'v2.core.account_token',
  initial: tokenState,
};

export const personTokenOfV2: Behaviour = {
  object: 'v2.core.account_person_token',
  initial: tokenState,
};

type Configured = Readonly<Record<string, FormObject>>;

/** What is told of is applied, until an update says that it is not. */
function applied(plain: ApiObject, { params }: Call): ApiObject {
  const held = plain['configuration'] as Configured | undefined;
  if (held === undefined) return plain;
  const asked = inner(params['configuration']);
  const before = plain['applied_configurations'] as readonly string[];
  const isApplied = (name: string): boolean => {
    const told = asked[name];
    return told === undefined ? before.includes(name) : inner(told)['applied'] !== false;
  };
  const configuration = Object.fromEntries(
    Object.entries(held).map(([name, one]) => [name, { ...one, applied: isApplied(name) }]),
  );
  const names = Object.keys(held).filter(isApplied).sort();
  return { ...plain, applied_configurations: names, configuration };
}

function announced(version: ApiObject, verb: string, call: Call): ApiObject {
  const { id } = version;
  const related = { id, type: kind, url: `/v2/core/accounts/${id}` };
  makeThinEvent(call, `${kind}.${verb}`, { related });
  return version;
}

function requireOpen({ id, closed }: ApiObject): void {
  if (closed !== true) return;
  throw new ApiError(`The account ${id} is closed. Closed accounts can no longer be changed.`);
}

/** Source: https://docs.stripe.com/api/v2/core/accounts/create */
function requireEmail({ contact_email: email }: ApiObject, { params }: Call): void {
  if (typeof email === 'string' && email !== '') return;
  const asked = inner(params['configuration']);
  const name = ['merchant', 'recipient'].find((one) => asked[one] !== undefined);
  if (name === undefined) return;
  const path = `configuration.${name}`;
  const message = `If ${path} is supplied, the Account must have a contact email.`;
  throw invalidFields([{ path, message }]);
}

function close(before: ApiObject, call: Call): ApiObject {
  requireOpen(before);
  const held = before['applied_configurations'] as readonly string[];
  const named = call.params['applied_configurations'] as readonly string[] | undefined;
  if (named !== undefined && named.toSorted().join() !== held.join()) {
    const message =
      'All configurations of the account, and no others, must be passed in to close it.';
    const more = { applied_configurations: held, user_message: message };
    throw refusal('configs_must_match_to_close', message, more);
  }
  return announced({ ...before, closed: true }, 'closed', call);
}

/**
 * Null unless `include` asks for them. Source: https://docs.stripe.com/api-includable-response-values
 */
const parts = ['defaults', 'future_requirements', 'identity', 'requirements'];
const configurations = ['customer', 'merchant', 'recipient'];

function present(object: ApiObject, { params }: Call): ApiObject {
  const asked = (params['include'] ?? []) as readonly string[];
  const told: Record<string, unknown> = { ...object };
  for (const name of parts) told[name] = asked.includes(name) ? (object[name] ?? null) : null;
  told['configuration'] = configurationOf(object, asked);
  return sorted(told) as ApiObject;
}

function configurationOf(object: ApiObject, asked: readonly string[]): object | null {
  const held = inner(object['configuration']);
  const isAsked = (name: string): boolean => asked.includes(`configuration.${name}`);
  if (!configurations.some(isAsked)) return null;
  return Object.fromEntries(
    configurations.map((name) => [name, isAsked(name) ? (held[name] ?? null) : null]),
  );
}
