// The types of snapshot events: those that a webhook endpoint can ask for.

import { assert, present } from '../base/assert.ts';
import { openerOf } from './package.ts';
import { find } from './scopes.ts';
import { createReading, readValue } from './types.ts';

/**
 * Of the catalogue's own version, and of the newest client's: it knows a few more types, and who
 * listens with it may ask for them.
 */
export function eventTypes(): readonly string[] {
  const types = ['stripe-catalog', 'stripe'].flatMap(typesOf);
  // `*` asks for all.
  return [...new Set(types)].filter((type) => type !== '*').sort();
}

function typesOf(name: string): readonly string[] {
  const scope = openerOf(name)('resources/WebhookEndpoints.d.ts');
  const entity = present(find(scope, ['WebhookEndpointCreateParams', 'EnabledEvent']), name);
  assert(entity.declaration?.type === 'TSTypeAliasDeclaration', 'event types are an alias');
  const place = { reading: createReading(), scope: entity.home, isParams: true };
  const { type } = readValue(place, entity.declaration.typeAnnotation);
  assert(type.type === 'enum', 'event types are listed');
  return type.values;
}
