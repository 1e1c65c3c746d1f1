// Products: what is sold. One that has prices stays.
// Source: https://docs.stripe.com/api/products/delete

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkDescriptor } from '../checking/statement-descriptors.ts';
import { amountProduct } from '../prices/amount-price.ts';

export const product: Behaviour = {
  object: 'product',
  rules: { create, update: withTax, delete: end },
  check,
  named(id, call) {
    const version = amountProduct(id, call);
    return version && { version };
  },
};

/** In characters. Source: https://docs.stripe.com/api/products/create */
const [descriptorMax, labelMax] = [22, 12];

function check(params: FormObject): void {
  const { statement_descriptor: descriptor, unit_label: label } = params;
  if (typeof descriptor === 'string' && descriptor.length > descriptorMax) {
    throw new ApiError(
      `The statement descriptor must be at most ${descriptorMax} characters. ${descriptor} is ` +
        `${descriptor.length} characters long.`,
      { param: 'statement_descriptor' },
    );
  }
  checkDescriptor(descriptor, 'statement_descriptor');
  if (typeof label !== 'string' || label.length <= labelMax) return;
  throw new ApiError(
    `Invalid string length: ${shorten(label)} must be at most ${labelMax} characters`,
    { param: 'unit_label' },
  );
}

/** The price that is made with it has its id from the start. */
function create(draft: ApiObject, call: Call): ApiObject {
  const plain = withTax(draft, call);
  if (call.params['default_price_data'] === undefined) return plain;
  return { ...plain, default_price: call.newId('price') };
}

/** The tax code is told in two places. */
function withTax(plain: ApiObject, { params }: Call): ApiObject {
  const { tax_code: code } = params;
  if (code === undefined) return plain;
  return {
    ...plain,
    tax_details: code === '' ? null : { performance_location: null, tax_code: code },
  };
}

/** Its last event tells that it is sold no more. */
function end(before: ApiObject, { all }: Call): ApiObject {
  if (all('price').every(({ product: owner }) => owner !== before.id)) {
    return { ...before, active: false };
  }
  throw new ApiError(
    'This product cannot be deleted because it has one or more user-created prices.',
  );
}
