// Carbon removal that can be ordered, and who does it: the same for everybody.
// Source: https://docs.stripe.com/api/climate/product

import type { ApiObject, Behaviour } from '../behaviour.ts';
import { climateProducts, climateSuppliers } from '../payments/climate-table.ts';

export const climateProduct = fromTable('climate.product', climateProducts);

export const climateSupplier = fromTable('climate.supplier', climateSuppliers);

function fromTable(object: string, table: readonly ApiObject[]): Behaviour {
  return {
    object,
    listed: () => table,
    named(id) {
      const version = table.find((one) => one.id === id);
      return version && { version };
    },
  };
}
