// Cards and bank accounts of customers and of connected accounts, as the API had them before payment
// methods. Source: https://docs.stripe.com/api/cards and https://docs.stripe.com/api/customer_bank_accounts

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { drafted } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { checkParents, operationName, type Work } from '../objects/work.ts';
import {
  cardOfToken,
  fingerprintOf,
  missingToken,
  useToken,
} from '../payment-methods/card-behind.ts';
import { declineError, declineOf } from '../payment-methods/declines.ts';
import { inner, typedCard } from '../payment-methods/payment-methods.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';
import { resettle } from './account-needs.ts';
import {
  asDestination,
  checkBankNumber,
  externalAccountsOf,
  externalList,
  withDefault,
} from './external-accounts.ts';
import { heldCard } from './known-cards.ts';
import { attachSource, becomeDefault } from './source-objects.ts';
import { numberOfToken } from './test-banks.ts';
import { asToldBy } from './told-by-holder.ts';

/** A creation whose answer is one of several kinds. */
export function createAmong(work: Work): ApiObject {
  checkParents(work);
  const { call, params, route } = work;
  const customer = work.ids.get('customer');
  const account = work.ids.get('account') ?? '';
  const param = params['source'] === undefined ? 'external_account' : 'source';
  const given = params[param];
  const metadata = inner(params['metadata']);
  const source = typeof given === 'string' ? call.get('source', given) : undefined;
  const buyer = call.get('customer', String(customer));
  if (source && buyer) return attachSource(source, buyer, call);
  if (customer === undefined) {
    if (account === call.owner) throw ownAccount();
    checkBankNumber(given, 'external_account');
  }
  const bank = bankOf(given, call, param);
  const card = bank ? undefined : cardOf(given, call);
  if (card) refuseDeclined(card, call);
  if (card && customer === undefined) refuseCredit(card, param);
  if (bank && buyer) refuseSecond(bank, buyer, call, param);
  if (!bank && !card) {
    if (typeof given !== 'string') throw notSimulated(operationName(route));
    throw missingToken(given, param);
  }
  const owned = customer === undefined ? { account } : { customer };
  const held = card && heldCard(given, card, call);
  const drawn = held
    ? drafted(call, 'card', {
        id: call.newId('card'),
        ...held,
        ...owned,
        ...(customer === undefined ? asCard(held, call) : {}),
        metadata,
      })
    : drafted(call, 'bank_account', {
        id: call.newId('bank_account'),
        ...bank,
        ...(customer === undefined ? asBank(bank, call) : {}),
        ...owned,
        metadata,
      });
  const holder = customer === undefined ? call.get('account', account) : undefined;
  const isDefault = params['default_for_currency'] === true;
  const whole = holder
    ? withDefault({ ...drawn, default_for_currency: isDefault }, holder, call)
    : drawn;
  const made = asToldBy(customer === undefined ? 'account' : 'customer', whole);
  work.transaction.put({ version: made, within: [customer ?? account] });
  call.emit(
    `${customer === undefined ? 'account.external_account' : 'customer.source'}.created`,
    made,
  );
  if (holder) {
    resettle(holder, call, {
      external_accounts: externalList(holder, externalAccountsOf(holder, call)),
    });
  }
  const owner = customer === undefined ? undefined : call.get('customer', customer);
  if (owner) becomeDefault(made, owner, call);
  return made;
}

/** Where one's own money goes is said in the Dashboard alone. */
function ownAccount(): ApiError {
  return new ApiError(
    'You cannot add cards or bank accounts for payouts and top-ups away from the dashboard.',
  );
}

function cardOf(given: unknown, call: Call): TestCard | undefined {
  if (typeof given === 'string') return cardOfToken(given, call);
  const told = inner(given);
  return told['number'] === undefined ? undefined : typedCard(told, call);
}

function refuseDeclined({ setupFate }: TestCard, call: Call): void {
  const decline = declineOf(setupFate, call);
  if (decline) throw declineError({ ...decline, param: decline.param ?? '' });
}

/** Payouts go to debit cards. Source: https://docs.stripe.com/error-codes#invalid-card-type */
function refuseCredit({ funding }: TestCard, param: string): void {
  if (funding === 'debit') return;
  throw new ApiError(
    funding === 'prepaid'
      ? 'This card appears to be a prepaid debit card.'
      : "This card doesn't appear to be a debit card.",
    { code: 'invalid_card_type', param },
  );
}

/** Source: https://docs.stripe.com/error-codes#bank-account-exists */
function refuseSecond(bank: Bank, customer: ApiObject, call: Call, param: string): void {
  const held = call
    .having('bank_account', 'customer', customer.id)
    .find(
      (other) =>
        other['fingerprint'] === bank['fingerprint'] &&
        other['routing_number'] === bank['routing_number'],
    );
  if (!held) return;
  throw new ApiError(
    'A bank account with that routing number and account number already exists for this customer.',
    { code: 'bank_account_exists', param },
  );
}

/** Such as payouts can go to. */
function asCard({ fingerprint }: Values, call: Call): Values {
  return { ...asDestination(undefined, fingerprint, call), currency: 'usd' };
}

function asBank(bank: Bank | undefined, call: Call): Values {
  return asDestination(bank?.country, bank?.['fingerprint'], call);
}

interface Bank {
  readonly country: unknown;
  readonly [field: string]: unknown;
}

/** Of a token such as `btok_us_verified`, or of an account's number. */
function bankOf(given: unknown, call: Call, param: string): Bank | undefined {
  const token = typeof given === 'string' ? call.get('token', given) : undefined;
  if (token?.['bank_account']) {
    useToken(token, call);
    // Whoever holds it gives it an id of its own.
    const { id: _, ...bank } = token['bank_account'] as Bank;
    return bank as Bank;
  }
  const fields = bankFields(given);
  if (!fields) return undefined;
  const number = String(fields['account_number'] ?? numberOfToken(given));
  const isVerified = typeof given === 'string' && given.startsWith('btok_us_verified');
  if ((fields['country'] ?? 'US') === 'US') requireTestNumber(number, param);
  return {
    account_holder_name: fields['account_holder_name'] ?? null,
    account_holder_type: fields['account_holder_type'] ?? null,
    account_type: fields['account_type'] ?? null,
    bank_name: 'STRIPE TEST BANK',
    country: fields['country'] ?? 'US',
    currency: fields['currency'] ?? 'usd',
    fingerprint: fingerprintOf(number, call.account),
    last4: number.slice(-4),
    routing_number: fields['routing_number'] ?? '110000000',
    status: isVerified ? 'verified' : 'new',
  };
}

/** Source: https://docs.stripe.com/connect/testing#account-numbers */
function requireTestNumber(number: string, param: string): void {
  if (number.startsWith('000')) return;
  throw new ApiError(
    'You must use a test bank account number in test mode. Try 000123456789 or see more options at ' +
      'https://stripe.com/docs/connect/testing#account-numbers.',
    { code: 'account_number_invalid', param: `${param}[account_number]` },
  );
}

function bankFields(given: unknown): FormObject | undefined {
  if (typeof given === 'string') return given.startsWith('btok_') ? {} : undefined;
  const fields = inner(given);
  return fields['account_number'] === undefined ? undefined : fields;
}

/** Of a token, or of numbers; undefined where neither is given. */
export function bankAccountOf(
  given: unknown,
  account: string | undefined,
  call: Call,
  param = 'bank_account',
): ApiObject | undefined {
  const fields = given === undefined ? undefined : bankOf(given, call, param);
  if (!fields) return undefined;
  const owner =
    account === undefined ? {} : { ...asBank(fields, call), account, default_for_currency: true };
  const made = { id: call.newId('bank_account'), ...fields, ...owner };
  const holder = account === undefined ? 'token' : 'account';
  return asToldBy(holder, drafted(call, 'bank_account', made));
}

/** A bank account, or a card, that payouts can go to; undefined for what is neither. */
export function externalAccountOf(
  given: unknown,
  account: string,
  call: Call,
): ApiObject | undefined {
  const card = cardOf(given, call);
  if (!card) return bankAccountOf(given, account, call);
  refuseCredit(card, 'external_account');
  const known = heldCard(given, card, call);
  const fields = { ...known, ...asCard(known, call), account };
  return asToldBy('account', drafted(call, 'card', { id: call.newId('card'), ...fields }));
}
