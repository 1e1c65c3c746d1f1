// Physical bundles: what cards can be made of. Source: https://docs.stripe.com/api/issuing/physical_bundles

import type { Behaviour } from '../behaviour.ts';
import { physicalBundles } from '../payments/physical-bundles.ts';

export const issuingPhysicalBundle: Behaviour = {
  object: 'issuing.physical_bundle',
  listed: ({ params: { status, type } }) =>
    physicalBundles.filter(
      (one) => one.status === (status ?? one.status) && one.type === (type ?? one.type),
    ),
  named(id) {
    const version = physicalBundles.find((one) => one.id === id);
    return version && { version };
  },
};
