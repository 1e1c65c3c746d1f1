// Every recipe against the catalogue: its requests exist, and its references have an answer to
// refer to.

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { findRecipe, triggerNames } from '../../src/triggers/find-recipe.ts';
import type { Recipe } from '../../src/triggers/recipe.ts';

const catalog = await loadCatalog();

/** Requests of recipes that are no part of the public API. */
const unlisted = [
  /^(GET|POST) \/v1\/payment_pages\/\w+(\/confirm)?$/,
  /^POST \/v1\/issuing\/cards\/\w+\/test\/authorizations$/,
  /^POST \/v1\/customers\/\w+\/sources(\/\w+)?$/,
];

const recipes = triggerNames.map((name) => [name, findRecipe(name) as Recipe] as const);

test('there are 123 names, and a file for each but the two aliases', () => {
  const files = readdirSync(new URL('../../src/triggers/recipes/', import.meta.url));
  expect(triggerNames).toHaveLength(123);
  expect(files).toHaveLength(121);
});

describe.each(recipes)('%s', (_name, { steps }) => {
  test('makes at least one request', () => expect(steps.length).toBeGreaterThan(0));

  test.each(steps.map(({ method, path }) => [`${method} ${path.replaceAll(/\$\{.*?\}/g, 'x')}`]))(
    '%s is part of the API',
    (request) => {
      const [method = '', path = ''] = request.split(' ');
      const isKnown = catalog.match(method, path) || unlisted.some((known) => known.test(request));
      expect(isKnown, request).toBeTruthy();
    },
  );

  test('refers to answers that come before', () => {
    const known = new Set<string>();
    for (const { name, path, params, headers } of steps) {
      const text = JSON.stringify([path, params ?? {}, [...headers]]);
      for (const [, wanted = ''] of text.matchAll(/\$\{([^}:]+):/g)) {
        expect(known.has(wanted), `${wanted} in ${name}`).toBe(true);
      }
      known.add(name);
    }
  });
});

test.each([
  ['v1.customer.created', true],
  ['v1.invoice.payment_succeeded', true],
  ['v1.billing.meter.no_meter_found', true],
  ['v1.v1.billing.meter.no_meter_found', false],
  ['billing.meter.no_meter_found', false],
  ['v1.customer.source.created', false],
  ['v1.', false],
  ['', false],
  ['customer.created ', false],
  ['constructor', false],
])('%s is a trigger: %s', (name, isThere) => {
  expect(findRecipe(name) !== undefined).toBe(isThere);
});
