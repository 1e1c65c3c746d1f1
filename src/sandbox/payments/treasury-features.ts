// What a financial account can do: features are requested one by one, and become active.
// Source: https://docs.stripe.com/treasury/account-management/financial-account-features

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { financialAccountKind } from './treasury.ts';

export const featuresKind = 'treasury.financial_account_features';

const paths: readonly string[] = [
  'card_issuing',
  'deposit_insurance',
  'financial_addresses.aba',
  'inbound_transfers.ach',
  'intra_stripe_flows',
  'outbound_payments.ach',
  'outbound_payments.us_domestic_wire',
  'outbound_transfers.ach',
  'outbound_transfers.us_domestic_wire',
];

/** Those that somebody else has to prepare first. */
const prepared: readonly string[] = ['financial_addresses.aba'];

type Status = 'active' | 'pending' | 'restricted';

interface Feature {
  readonly requested: boolean;
  readonly status: Status;
  readonly status_details: readonly object[];
}

/** By path; those that were never asked for are not there. */
type Features = ReadonlyMap<string, Feature>;

export function featuresOf(id: string, { get }: Call): ApiObject {
  return get(featuresKind, id) ?? asObject(new Map());
}

/** Keeps what is asked for over what was; gives what the account tells of it. */
export function requestFeatures(account: ApiObject, asked: FormObject, call: Call): ApiObject {
  const known = readFeatures(featuresOf(account.id, call));
  const features = new Map(known);
  for (const path of paths) {
    const { requested } = inner(at(asked, path));
    if (typeof requested === 'boolean')
      features.set(path, requestedAs(requested, known.get(path), path));
  }
  return withFeatures(account, restrictedIn(account, features), call);
}

function requestedAs(requested: boolean, before: Feature | undefined, path: string): Feature {
  if (!requested) return { requested, status: 'restricted', status_details: [] };
  const isNew = before === undefined || !before.requested;
  return isNew && prepared.includes(path)
    ? { requested, status: 'pending', status_details: [{ code: 'activating' }] }
    : { requested, status: before?.requested ? before.status : 'active', status_details: [] };
}

/** What the platform forbids, and what it allows again. */
function restrictedIn({ platform_restrictions: told }: ApiObject, features: Features): Features {
  const restrictions = inner(told);
  const restricted = new Map<string, Feature>();
  for (const [path, feature] of features) {
    const way = path.startsWith('inbound') ? 'inbound_flows' : 'outbound_flows';
    const isFlow = /^(in|out)bound_/.test(path);
    const isForbidden = isFlow && restrictions[way] === 'restricted';
    const details = {
      code: 'restricted_by_platform',
      resolution: 'remove_restriction',
      restriction: way,
    };
    if (!isFlow || !feature.requested) restricted.set(path, feature);
    else if (isForbidden) {
      restricted.set(path, { ...feature, status: 'restricted', status_details: [details] });
    } else restricted.set(path, { ...feature, status: 'active', status_details: [] });
  }
  return restricted;
}

function withFeatures(account: ApiObject, features: Features, call: Call): ApiObject {
  call.put(asObject(features), account.id);
  const having = (status: Status): readonly string[] =>
    [...features].filter(([, one]) => one.status === status).map(([path]) => path);
  return {
    ...account,
    active_features: having('active'),
    pending_features: having('pending'),
    restricted_features: having('restricted'),
  };
}

/** What was pending is there: tells so, and gives the account its number. */
export function activateFeatures(id: string, call: Call): void {
  const account = call.get(financialAccountKind, id);
  if (!account || account['status'] !== 'open') return;
  const features = new Map(readFeatures(featuresOf(id, call)));
  const pending = [...features].filter(([, { status }]) => status === 'pending');
  if (pending.length === 0) return;
  for (const [path] of pending) {
    features.set(path, { requested: true, status: 'active', status_details: [] });
  }
  const after = withFeatures(account, features, call);
  const type = `${financialAccountKind}.features_status_updated`;
  change(
    call,
    account,
    { ...after, financial_addresses: addressesOf(after, features, call) },
    type,
  );
}

function addressesOf({ financial_addresses: known }: ApiObject, features: Features, call: Call) {
  const held = known as readonly object[];
  if (held.length > 0 || features.get('financial_addresses.aba')?.status !== 'active') return held;
  const number = [...call.newText(4)].map((sign) => String(sign.charCodeAt(0) % 10)).join('');
  const aba = {
    account_holder_name: 'Jenny Rosen',
    account_number_last4: number,
    bank_name: 'STRIPE TEST BANK',
    routing_number: '0000000001',
  };
  return [{ aba, supported_networks: ['ach', 'us_domestic_wire'], type: 'aba' }];
}

/** Nothing works any more. */
export function closeFeatures(account: ApiObject, call: Call): ApiObject {
  const closed = [...readFeatures(featuresOf(account.id, call))].map(([path, feature]) => {
    const details = [{ code: 'financial_account_closed' }];
    return [path, { ...feature, status: 'restricted', status_details: details }] as const;
  });
  return withFeatures(account, new Map(closed), call);
}

function at(tree: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => inner(value)[name], tree);
}

function readFeatures(object: ApiObject): Features {
  const found = paths.map((path) => [path, at(object, path) as Feature | undefined] as const);
  return new Map(found.filter((one): one is readonly [string, Feature] => one[1] !== undefined));
}

function asObject(features: Features): ApiObject {
  const tree: Record<string, unknown> = { object: featuresKind };
  for (const [path, feature] of features) {
    const [first = '', second] = path.split('.');
    tree[first] = second === undefined ? feature : { ...inner(tree[first]), [second]: feature };
  }
  return sorted(tree) as ApiObject;
}
