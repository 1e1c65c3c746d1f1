// What a route takes: its own parameters, those that every route takes, and those of older versions.

import type { Catalog, Route } from '../catalog/catalog.ts';
import type { Field, Fields } from '../catalog/type.ts';
import { otherRules } from './late-code.ts';
import { planIn } from './objects/plan.ts';

/** Without the parameters of older versions, and with them once they have come. */
const fieldsOfRoutes = [new WeakMap<Route, Fields>(), new WeakMap<Route, Fields>()] as const;

/** What every route takes, and the catalogue does not repeat. */
const common: readonly Field[] = [
  {
    name: 'expand',
    type: { type: 'array', item: { type: 'string' } },
    isRequired: false,
    isNullable: false,
    isClearable: true,
  },
];

export function fieldsFor(catalog: Catalog, route: Route): Fields {
  const late = otherRules.known();
  const cache = fieldsOfRoutes[late ? 1 : 0];
  const known = cache.get(route);
  if (known) return known;
  const own = catalog.params(route);
  const legacy = late?.legacyFields(planIn(catalog, route).objects[0] ?? '', own) ?? [];
  const more = route.path.startsWith('/v2/') ? [] : common;
  const all = [...more, ...own.values(), ...legacy];
  const fields = new Map(all.map((field) => [field.name, field]));
  cache.set(route, fields);
  return fields;
}
