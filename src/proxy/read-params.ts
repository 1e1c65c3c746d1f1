// Query and body become data and are written anew, so that the upstream sees only what was understood.

import { ApiError } from '../wire/api-error.ts';
import { decodeForm, encodeForm, type FormObject, type FormValue } from '../wire/form.ts';
import { decodeJson } from '../wire/json-body.ts';
import { holdsLiveKey } from '../text/redact.ts';
import { Refusal } from './refusal.ts';

const valuesMax = 2_000;
const depthMax = 16;

/** Throws Refusal. */
export function readForm(text: string): string {
  return text === '' ? '' : encodeForm(checked(text, decodeForm));
}

/** Throws Refusal. Empty for an empty body. */
export function readJson(text: string): string {
  return text === '' ? '' : JSON.stringify(checked(text, decodeJson));
}

function checked(text: string, decode: (text: string) => FormObject): FormObject {
  const params = decoded(text, decode);
  let values = 0;
  const visit = (value: FormValue, depth: number): void => {
    values += 1;
    if (depth > depthMax || values > valuesMax) {
      throw new Refusal(400, 'params_too_many', 'There are more parameters than any request has.');
    }
    if (typeof value === 'string') checkText(value);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        checkName(name);
        visit(inner, depth + 1);
      }
    }
  };
  visit(params, 0);
  return params;
}

function decoded(text: string, decode: (text: string) => FormObject): FormObject {
  try {
    return decode(text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Its words may tell back what was sent.
    throw new Refusal(400, 'params_malformed', 'The parameters could not be read.');
  }
}

/** What could reach the prototype of an object in some program behind this one. */
const ofPrototypes = /__proto__|^(constructor|prototype)$/;

function checkName(name: string): void {
  if (ofPrototypes.test(name) || /[\x00-\x1f\x7f[\]]/.test(name)) {
    throw new Refusal(400, 'param_name', 'A parameter has a name that is not passed on.');
  }
  checkText(name);
}

function checkText(text: string): void {
  if (text.includes('\0')) throw new Refusal(400, 'param_value', 'A parameter holds a NUL.');
  if (holdsLiveKey(text)) throw liveKey(400);
}

export function liveKey(status: number): Refusal {
  const message = 'There is a key of live mode in the request. It was not sent on: revoke it.';
  return new Refusal(status, 'live_key', message);
}
