// What is known from the start: customers, and the events that tell of them.

import type { FirstKind } from './objects/kinds.ts';
import { customer } from './resources/customer.ts';
import { event } from './resources/event.ts';

export const kindsFromTheStart: ReadonlyMap<string, FirstKind> = new Map<string, FirstKind>([
  ['customer', { idShape: ['cus', 14], behaviour: customer }],
  ['event', { idShape: ['evt', 24], behaviour: event }],
]);
