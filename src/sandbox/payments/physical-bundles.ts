// What physical cards are made of: the one that Stripe's documentation tells of.
// Source: https://docs.stripe.com/api/issuing/physical_bundles

import type { ApiObject } from '../behaviour.ts';

type Use = 'optional' | 'required' | 'unsupported';

export interface PhysicalBundle extends ApiObject {
  readonly features: Readonly<Record<'card_logo' | 'carrier_text' | 'second_line', Use>>;
  readonly status: string;
  readonly type: string;
}

export const physicalBundles: readonly PhysicalBundle[] = [
  {
    id: 'ics_NLuXJPDYSTjFON',
    object: 'issuing.physical_bundle',
    features: { card_logo: 'required', carrier_text: 'optional', second_line: 'optional' },
    livemode: false,
    name: 'US Visa Credit White',
    status: 'active',
    type: 'standard',
  },
];
