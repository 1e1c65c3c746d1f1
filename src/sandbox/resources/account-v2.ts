// Accounts of /v2: what they can be used for stands in their configurations.
// Source: https://docs.stripe.com/api/v2/core/accounts

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { sorted } from '../objects/skeleton.ts';
import { makeThinEvent, timeText } from '../objects/thin-event.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const kind = 'v2.core.account';
const linkSeconds = 300;

export const accountOfV2: Behaviour = {
  object: kind,
  initial: () => ({ closed: false }),
  rules: {
    create: (draft, call) => announced(applied(draft, call), 'created', call),
    update(plain, call) {
      requireOpen(plain);
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
      return {
        ...draft,
        expires_at: timeText(call.now + linkSeconds),
        url: `https://connect.stripe.com/setup/e/${id}/${call.newText(12)}`,
      };
    },
  },
};

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

function close(before: ApiObject, call: Call): ApiObject {
  requireOpen(before);
  const held = before['applied_configurations'] as readonly string[];
  const named = call.params['applied_configurations'] as readonly string[] | undefined;
  if (named !== undefined && named.toSorted().join() !== held.join()) {
    throw new ApiError(
      'All configurations of the account, and no others, must be passed in to close it.',
      { param: 'applied_configurations' },
    );
  }
  return announced({ ...before, closed: true }, 'closed', call);
}

/** Parts that are told only where `include` asks for them. */
const parts = ['defaults', 'future_requirements', 'identity', 'requirements'];

function present(object: ApiObject, { params }: Call): ApiObject {
  const asked = (params['include'] ?? []) as readonly string[];
  const configuration = Object.entries(inner(object['configuration'])).filter(([name]) =>
    asked.includes(`configuration.${name}`),
  );
  const told = Object.entries(object).filter(
    ([name]) => name !== 'configuration' && (!parts.includes(name) || asked.includes(name)),
  );
  if (configuration.length > 0) told.push(['configuration', Object.fromEntries(configuration)]);
  return sorted(Object.fromEntries(told)) as ApiObject;
}
