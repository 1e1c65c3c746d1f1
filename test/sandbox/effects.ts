// Whether what requests tell shows in what they are answered, parameter by parameter.

import type { Fields } from '../../src/catalog/type.ts';
import type { FormObject, FormValue } from '../../src/wire/form.ts';

interface Effect {
  readonly seen: number;
  /** Each told value beside what stood there instead. */
  readonly missed: readonly string[];
}

export interface Effects {
  /** `operation` is as `POST /v1/customers`; the fields are those of the kind that is answered. */
  note(operation: string, params: FormObject, body: unknown, fields: Fields | undefined): void;
  /** Those that never showed in so many answers that tell a field of their name. */
  passedOver(times: number): ReadonlyMap<string, readonly string[]>;
}

export function countEffects(): Effects {
  const effects = new Map<string, Effect>();

  function compare(name: string, told: FormValue, got: unknown): void {
    if (got === undefined || isWord(told, got)) return;
    if (isObject(told)) {
      // Keys of metadata are added to those that were there.
      if (name.endsWith('metadata')) return;
      for (const [inner, value] of Object.entries(told)) {
        compare(`${name}.${inner}`, value, (Object(got) as FormObject)[inner]);
      }
      return;
    }
    const { seen, missed } = effects.get(name) ?? { seen: 0, missed: [] };
    const isSeen = shows(told, got);
    const miss = `${JSON.stringify(told)} is ${JSON.stringify(got)?.slice(0, 80)}`;
    effects.set(name, { seen: seen + Number(isSeen), missed: isSeen ? missed : [...missed, miss] });
  }

  return {
    note(operation, params, body, fields) {
      for (const [name, told] of Object.entries(params)) {
        if (fields?.has(name)) compare(`${operation} ${name}`, told, (body as FormObject)[name]);
      }
    },
    passedOver(times) {
      const never = [...effects].filter(
        ([, { seen, missed }]) => seen === 0 && missed.length >= times,
      );
      return new Map(never.map(([name, { missed }]) => [name, missed.slice(0, 3)]));
    },
  };
}

function isObject(value: FormValue): value is FormObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `now`, `unchanged` and their like, told as the time that they stand for; a test card as what it became. */
function isWord(told: FormValue, got: unknown): boolean {
  if (typeof told !== 'string') return false;
  return (typeof got === 'number' && Number.isNaN(Number(told))) || told.startsWith('pm_card_');
}

function shows(told: FormValue, got: unknown): boolean {
  if (Array.isArray(told)) {
    const isEmpty = told.every((one) => isObject(one) && Object.keys(one).length === 0);
    return isEmpty || (Array.isArray(got) && got.length > 0) || Array.isArray(Object(got).data);
  }
  if (told === '') return got === null || got === '' || (Array.isArray(got) && got.length === 0);
  const id = (Object(got) as { readonly id?: unknown }).id;
  return String(id ?? got).toLowerCase() === String(told).toLowerCase();
}
