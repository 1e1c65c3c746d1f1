// Payment methods that every test account has, for the menu of completions: those that guides use most.
// Source: https://docs.stripe.com/testing

import type { HeldObject } from '../shell/command.ts';

export const testMethods: readonly HeldObject[] = [
  { id: 'pm_card_visa', label: 'Visa: the payment succeeds' },
  { id: 'pm_card_mastercard', label: 'Mastercard: the payment succeeds' },
  { id: 'pm_card_authenticationRequired', label: 'the cardholder is asked first' },
  { id: 'pm_card_chargeDeclined', label: 'declined' },
  { id: 'pm_card_chargeDeclinedInsufficientFunds', label: 'declined: insufficient funds' },
  { id: 'pm_card_chargeCustomerFail', label: 'can be attached, and is declined then' },
  { id: 'pm_card_createDispute', label: 'the payment succeeds, and is disputed' },
  { id: 'pm_card_bypassPending', label: 'the money is available at once' },
];
