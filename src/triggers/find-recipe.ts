// The recipes by the names of their events. This file is fetched when one is asked for: all recipes
// are alike, so that together they are a few kilobytes.

import { toRecipe } from './read-recipe.ts';
import type { Recipe } from './recipe.ts';

const files = import.meta.glob<unknown>('./recipes/*.json', { eager: true, import: 'default' });

const recipes: ReadonlyMap<string, unknown> = new Map(
  Object.entries(files).map(([path, file]) => [path.slice('./recipes/'.length, -5), file]),
);

/** A second name for the same recipe. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['customer_cash_balance_transaction.created', 'cash_balance.funds_available'],
  ['invoice.payment_succeeded', 'invoice.paid'],
]);

/** These have no second name with `v1.` before it. */
const withoutVersion: ReadonlySet<string> = new Set([
  'account.application.deauthorized',
  'customer.source.created',
  'customer.source.updated',
  'issuing_authorization.request.eu',
  'issuing_authorization.request.gb',
  'issuing_card.created.eu',
  'issuing_card.created.gb',
  'issuing_cardholder.created.eu',
  'issuing_cardholder.created.gb',
  'reporting.report_run.succeeded',
  'subscription.payment_failed',
  'subscription.payment_succeeded',
]);

/** All 123, sorted. */
export const triggerNames: readonly string[] = [...recipes.keys(), ...aliases.keys()].sort();

/** Undefined for an event that cannot be triggered. */
export function findRecipe(event: string): Recipe | undefined {
  const file = recipes.get(fileName(event)) ?? recipes.get(fileName(plainName(event)));
  return file === undefined ? undefined : toRecipe(file);
}

function fileName(event: string): string {
  return aliases.get(event) ?? event;
}

/** `v1.customer.created` is `customer.created`. */
function plainName(event: string): string {
  const plain = event.startsWith('v1.') ? event.slice('v1.'.length) : '';
  return withoutVersion.has(plain) || plain.startsWith('v1.') ? '' : plain;
}
