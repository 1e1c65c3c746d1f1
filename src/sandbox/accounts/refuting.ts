// What does not match when Stripe looks at it: the numbers, addresses and papers of its test mode that are
// made for that. Any other is believed. Source: https://docs.stripe.com/connect/testing

import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { isBelieved, lookAgain, papersIn } from './verifying.ts';

/** Kept beside accounts and persons, and told nowhere: what was told of them that does not match. */
const refutedKind = 'account.refuted';

interface Refuted extends ApiObject {
  /** Error codes by name, as in `id_number`; empty where it matches. */
  readonly codes: Readonly<Record<string, string>>;
}

/** As `requirements.errors` tells it. */
export interface Refutation {
  readonly code: string;
  readonly reason: string;
  readonly requirement: string;
}

const reasons: Readonly<Record<string, string>> = {
  verification_document_failed_test_mode: 'A test value was sent, which stands for a failure.',
  verification_failed_address_match: 'The address could not be verified.',
  verification_failed_keyed_identity:
    'The person could not be verified by what was told. Correct it, or send a paper that shows it.',
  verification_failed_tax_id_match: 'The tax ID could not be verified. Correct it, or the name.',
  verification_failed_tax_id_not_issued: 'Nobody has issued the tax ID.',
};

const ofNumbers: Readonly<Record<string, string>> = {
  '111111111': 'verification_failed_keyed_identity',
};
const ofTaxIds: Readonly<Record<string, string>> = {
  '111111111': 'verification_failed_tax_id_match',
  '111111112': 'verification_failed_tax_id_not_issued',
};
const ofLines: Readonly<Record<string, string>> = {
  address_line1_no_match: 'verification_failed_address_match',
  address_no_match: 'verification_failed_address_match',
};
const ofFiles: Readonly<Record<string, string>> = {
  file_identity_document_failure: 'verification_document_failed_test_mode',
};

type Heeded = readonly [path: string, name: string, codes: Readonly<Record<string, string>>];

/** By the path in a request: under which name it is looked at, and what is known of its values. */
function heeded(call: Call): readonly Heeded[] {
  return [
    ['id_number', 'id_number', ofNumbers],
    ['tax_id', 'tax_id', ofTaxIds],
    ['address.line1', 'address.line1', ofLines],
    ...papersIn(call).map((name): Heeded => {
      const paper = `verification.${name}`;
      return [`${paper}.front`, paper, ofFiles];
    }),
  ];
}

/** Of a person, or of a company under its account's id. What is told anew is looked at again. */
export function noteTold(id: string, given: FormObject, call: Call): void {
  const told = heeded(call).flatMap(([path, name, codes]) => {
    const value = valueAt(given, path);
    const text = typeof value === 'string' ? value.replaceAll(/[\s-]/g, '') : '';
    return text === '' ? [] : [[name, codes[text] ?? ''] as const];
  });
  if (told.length === 0) return;
  const codes = { ...codesOf(id, call), ...Object.fromEntries(told) };
  call.put({ id, object: refutedKind, codes });
  lookAgain(
    id,
    told.map(([name]) => name),
    call,
  );
}

function valueAt(given: FormObject, path: string): FormValue | undefined {
  return path.split('.').reduce<FormValue | undefined>((part, name) => inner(part)[name], given);
}

function codesOf(id: unknown, { get }: Call): Readonly<Record<string, string>> {
  return (get(refutedKind, String(id)) as Refuted | undefined)?.codes ?? {};
}

/** What is not believed without a paper: one shows who somebody is, an additional one where they live. */
function shownBy(paper: string): string {
  return paper.startsWith('additional') ? 'address.line1' : 'id_number';
}

/** Of a person, once it was looked at. */
export function refutationsOf(
  person: Values,
  owner: ApiObject,
  call: Call,
  prefix = '',
): readonly Refutation[] {
  const codes = codesOf(person['id'], call);
  const failure = (name: string): string =>
    isBelieved(person['id'], name, owner, call) ? (codes[name] ?? '') : '';
  return papersIn(call).flatMap((name) => {
    const paper = `verification.${name}`;
    const code = codes[paper] === undefined ? failure(shownBy(name)) : failure(paper);
    return code === '' ? [] : [refutation(code, prefix + paper)];
  });
}

/** What a person owes: what is lacking, and what does not match, all at once. */
export function duesWith(lacking: readonly string[], errors: readonly Refutation[]) {
  const missing = [...lacking, ...errors.map(({ requirement }) => requirement)];
  return { currently_due: missing, errors, eventually_due: missing, past_due: missing };
}

function refutation(code: string, requirement: string): Refutation {
  return { code, reason: reasons[code] ?? '', requirement };
}

/** Of all that belongs to an account. */
export function allRefutations(
  account: ApiObject,
  persons: readonly ApiObject[],
  call: Call,
): readonly Refutation[] {
  const isOne = account['business_type'] === 'individual';
  const { tax_id: code = '' } = codesOf(account.id, call);
  const isRefuted =
    !isOne && code !== '' && isBelieved(account.id, 'company.tax_id', account, call);
  return [
    ...(isRefuted ? [refutation(code, 'company.tax_id')] : []),
    ...persons.flatMap((person) =>
      refutationsOf(person, account, call, `${isOne ? 'individual' : person.id}.`),
    ),
  ];
}
