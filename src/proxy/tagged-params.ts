// Puts a visitor's tag on what a request makes: the object itself, and those that it makes along with
// it, such as the payment of a checkout session.

import type { Catalog } from '../catalog/catalog.ts';
import type { Fields, Type } from '../catalog/type.ts';
import { ApiError } from '../wire/api-error.ts';
import { decodeForm, encodeForm, type FormObject, type FormValue } from '../wire/form.ts';
import type { ProxyCall } from './call.ts';
import { tagName } from './tag-name.ts';
import type { Visitor } from './visitor-tokens.ts';

export interface Tagging {
  readonly catalog: Catalog;
  /** Whether the request makes the object that it names. */
  readonly isMade: boolean;
}

/** Throws ApiError where the request would take a tag away, or give another. */
export function withTags(
  call: ProxyCall,
  { tag }: Visitor,
  { catalog, isMade }: Tagging,
): ProxyCall {
  if (call.method !== 'POST') return call;
  const given = decodeForm(call.body ?? '');
  const fields = catalog.params(call.operation.route);
  const tagged = taggedForm(given, { fields, tag, isTagged: isMade });
  return { ...call, body: encodeForm(tagged) };
}

interface Level {
  readonly fields: Fields;
  readonly tag: string;
  /** Whether this level is of an object that is made. */
  readonly isTagged: boolean;
}

function taggedForm(form: FormObject, { fields, tag, isTagged }: Level): FormObject {
  const tagged: Record<string, FormValue> = Object.create(null);
  for (const [name, value] of Object.entries(form)) {
    const type = fields.get(name)?.type;
    if (name === 'metadata') checkMetadata(value);
    if (name === 'transfer_lookup_key') throw untransferable();
    // `payment_intent_data`, `product_data`: what is made along with it.
    const isInner = name.endsWith('_data');
    tagged[name] = type ? taggedValue(value, type, { tag, isTagged: isInner }) : value;
  }
  if (isTagged && fields.get('metadata')?.type.type === 'metadata') {
    const own = tagged['metadata'];
    tagged['metadata'] = { ...(isForm(own) ? own : {}), [tagName]: tag };
  }
  return tagged;
}

function taggedValue(value: FormValue, type: Type, level: Omit<Level, 'fields'>): FormValue {
  if (!isForm(value) && !Array.isArray(value)) return value;
  switch (type.type) {
    case 'object':
      return isForm(value) ? taggedForm(value, { ...level, fields: type.fields }) : value;
    case 'array':
      return taggedItems(value as FormObject | readonly FormValue[], type.item, level);
    case 'union': {
      const option = type.options.find(({ type: name }) => name === 'object' || name === 'array');
      return option ? taggedValue(value, option, level) : value;
    }
    default:
      return value;
  }
}

function taggedItems(
  items: FormObject | readonly FormValue[],
  item: Type,
  level: Omit<Level, 'fields'>,
): FormValue {
  if (isList(items)) return items.map((value) => taggedValue(value, item, level));
  const entries = Object.entries(items);
  return Object.fromEntries(
    entries.map(([index, value]) => [index, taggedValue(value, item, level)]),
  );
}

/** An empty text would unset all of it. */
function checkMetadata(value: FormValue): void {
  const isWhole = isForm(value) && !(tagName in value);
  if (isWhole) return;
  const message = isForm(value)
    ? `This proxy keeps the metadata ${tagName} itself: it cannot be set or unset.`
    : 'Through this proxy metadata cannot be unset as a whole: unset its keys by their names.';
  throw new ApiError(message, { param: 'metadata' });
}

/** It is taken away from whichever price has it. */
function untransferable(): ApiError {
  const param = 'transfer_lookup_key';
  return new ApiError('Through this proxy a lookup key cannot be taken from another price.', {
    param,
  });
}

function isForm(value: FormValue | undefined): value is FormObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FormObject | readonly FormValue[]): value is readonly FormValue[] {
  return Array.isArray(value);
}
