// Parameters of /v2, held against the catalogue: all that is wrong with them is told at once.

import type { Field, Fields, Type } from '../../catalog/type.ts';
import { ApiError, LateRefusal, shorten } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import { checkParams, type ParamRules } from './params.ts';
import { dotted, invalidFields, missing, type Problem } from './v2-refusals.ts';

/** Gives the parameters with their types; `known` is what is wrong beside. */
export function checkFields(
  params: FormObject,
  { fields, mirror }: ParamRules,
  known: readonly Problem[],
): FormObject {
  const problems = [...known];
  const read = readObject(params, fields, { path: '', mirror, problems });
  if (problems.length > 0) throw invalidFields(problems);
  return read;
}

interface Place {
  readonly path: string;
  readonly mirror: Fields | undefined;
  /** Gets what is found. */
  readonly problems: Problem[];
}

function inside({ path, mirror, problems }: Place, name: string): Place {
  const type = mirror?.get(name)?.type;
  return {
    path: path === '' ? name : `${path}.${name}`,
    mirror: type?.type === 'object' ? type.fields : undefined,
    problems,
  };
}

function readObject(given: FormObject, fields: Fields, place: Place): FormObject {
  const read: Record<string, FormValue> = Object.create(null);
  const tell = (name: string, message: string): void => {
    place.problems.push({ path: inside(place, shorten(name)).path, message });
  };
  for (const [name, value] of Object.entries(given)) {
    const field = fields.get(name);
    if (field) read[name] = readField(value, field, place);
    else tell(name, 'Unknown field.');
  }
  for (const { name, isRequired } of fields.values()) {
    if (isRequired && given[name] === undefined) tell(name, missing);
  }
  return read;
}

function readField(value: FormValue, field: Field, place: Place): FormValue {
  const { name, type, isNullable } = field;
  const here = inside(place, name);
  if (value === null && !isNullable && type.type !== 'any') {
    here.problems.push({ path: here.path, message: 'This field cannot be null.' });
    return '';
  }
  return readValue(value, field, { here, around: place });
}

/** Where a value stands, and the object around it. */
interface Spot {
  readonly here: Place;
  readonly around: Place;
}

function readValue(value: FormValue, field: Field, { here, around }: Spot): FormValue {
  const { type } = field;
  const isList = Array.isArray(value);
  if (type.type === 'object' && isRecord(value)) return readObject(value, type.fields, here);
  if (type.type === 'array' && isList) return readItems(value, type.item, here);
  if (type.type === 'enum' && typeof value === 'string') return readEnum(value, type.values, here);
  return readPlain(value, field, around);
}

function readItems(items: readonly FormValue[], type: Type, { path, problems }: Place): FormValue {
  const read = items.map((item, at) => {
    const field = { ...always, name: `${path}[${at}]`, type };
    return readField(item, field, { path: '', mirror: undefined, problems });
  });
  return read;
}

const always = { isRequired: false, isNullable: false, isClearable: false };

function readEnum(value: string, values: readonly string[], { path, problems }: Place): string {
  if (values.includes(value)) return value;
  const known = values.toSorted().join(', ');
  const message = `Unrecognized enum value '${shorten(value)}', valid values are: ${known}.`;
  problems.push({ path, message });
  return value;
}

/** As in /v1, whose words are told where it refuses. */
function readPlain(value: FormValue, field: Field, { path, mirror, problems }: Place): FormValue {
  const params: FormObject = Object.assign(Object.create(null), { [field.name]: value });
  const problem = (error: ApiError): Problem => {
    const name = dotted(error.param ?? field.name);
    return { path: path === '' ? name : `${path}.${name}`, message: error.message };
  };
  try {
    return (
      checkParams(params, { fields: new Map([[field.name, field]]), mirror })[field.name] ?? ''
    );
  } catch (error) {
    if (error instanceof LateRefusal) {
      throw new LateRefusal(async () => invalidFields([...problems, problem(await error.tell())]));
    }
    if (!(error instanceof ApiError)) throw error;
    problems.push(problem(error));
    return '';
  }
}

function isRecord(value: FormValue): value is FormObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
