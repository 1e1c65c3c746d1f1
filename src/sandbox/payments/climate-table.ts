// Carbon removal that can be ordered, and who does it: what Stripe's documentation tells of, for ever.
// Source: https://docs.stripe.com/api/climate/product and https://docs.stripe.com/api/climate/supplier

import type { ApiObject } from '../behaviour.ts';

export interface ClimateProduct extends ApiObject {
  /** By currency, in its smallest unit. */
  readonly current_prices_per_metric_ton: Readonly<Record<string, Price>>;
  readonly delivery_year: number;
}

interface Price {
  readonly amount_fees: number;
  readonly amount_subtotal: number;
  readonly amount_total: number;
}

export const climateSuppliers: readonly ApiObject[] = [
  {
    id: 'climsup_charm_industrial',
    object: 'climate.supplier',
    info_url: 'https://frontierclimate.com/portfolio/charm-industrial',
    livemode: false,
    locations: [
      {
        city: 'San Francisco',
        country: 'US',
        latitude: 37.7749,
        longitude: -122.4194,
        region: 'CA',
      },
    ],
    name: 'Charm Industrial',
    removal_pathway: 'biomass_carbon_removal_and_storage',
  },
];

export const climateProducts: readonly ClimateProduct[] = [
  {
    id: 'climsku_frontier_offtake_portfolio_2027',
    object: 'climate.product',
    created: 1_716_163_200,
    current_prices_per_metric_ton: {
      usd: { amount_fees: 1_650, amount_subtotal: 55_000, amount_total: 56_650 },
    },
    delivery_year: 2027,
    livemode: false,
    metric_tons_available: '18000',
    name: "Frontier's 2027 offtake portfolio",
    suppliers: climateSuppliers,
  },
];
