// How long a text may be, where few requests tell it: by the parameter, and the path inside of it.
// Source: https://docs.stripe.com/api/checkout/sessions/create and its like

import { ApiError } from '../../wire/api-error.ts';
import { paramName, type FormObject, type FormValue } from '../../wire/form.ts';

const ofMessage = { message: 1200 };
const ofField = { name: 40, value: 140 };

/** In characters. Of lists each one is meant. */
interface Limits {
  readonly [name: string]: number | Limits;
}

const limits: Limits = {
  client_reference_id: 200,
  custom_fields: {
    ...ofField,
    dropdown: { options: { label: 100, value: 100 } },
    key: 200,
    label: { custom: 100 },
  },
  custom_text: {
    after_submit: ofMessage,
    shipping_address: ofMessage,
    submit: ofMessage,
    terms_of_service_acceptance: ofMessage,
  },
  invoice_settings: { custom_fields: ofField },
  lookup_key: 200,
  marketing_features: { name: 80 },
};

/** Throws for the first that is longer. */
export function checkLengths(params: FormObject): void {
  for (const name of Object.keys(limits)) {
    if (params[name] !== undefined) check(params[name] as FormValue, limits[name] ?? {}, [name]);
  }
}

function check(value: FormValue, most: number | Limits, path: readonly string[]): void {
  if (typeof value === 'string' && typeof most === 'number') return checkLength(value, most, path);
  if (typeof value !== 'object' || value === null || typeof most === 'number') return;
  for (const [name, inner] of Object.entries(value)) {
    const limit = Array.isArray(value) ? most : most[name];
    if (limit !== undefined) check(inner as FormValue, limit, [...path, name]);
  }
}

function checkLength(text: string, most: number, path: readonly string[]): void {
  if (text.length <= most) return;
  const told = `${text.slice(0, 10)}...${text.slice(-10)}`;
  throw new ApiError(`Invalid string: ${told}; must be at most ${most} characters`, {
    param: paramName(path),
  });
}
