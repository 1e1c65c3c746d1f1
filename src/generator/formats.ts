// Which numbers are times or whole, and which strings are currencies: the declarations only say
// `number` and `string`, so names decide; the harvest corrects what they get wrong.

import type { Type } from '../catalog/type.ts';

/** Names of numbers that may have a fraction. */
const fraction = /(^|_)(percent|percentage|rate|ratio|score|latitude|longitude)(_|$)|percent_off$/;
const measure = /^(height|length|weight|width|multiplier|quantity_decimal)$/;
const time = /(_at|_after|_before|_on|_timestamp)$|^(created|timestamp|updated|until|date)$/;
const timeLike = /(^|_)(start|end|due_date|anchor|cutoff|deadline|expires|frozen_time)$|_date$/;

export function formatted(name: string, type: Type): Type {
  switch (type.type) {
    case 'number':
      return numberNamed(name);
    case 'string':
      return stringNamed(name);
    case 'array':
    case 'map':
      return { ...type, item: formatted(name, type.item) };
    case 'union':
      // A range of times is asked for with whole numbers, whatever its name.
      if (type.options.some((option) => option.type === 'object')) return wholeNumbers(type);
      return { ...type, options: type.options.map((option) => formatted(name, option)) };
    default:
      return type;
  }
}

function wholeNumbers(type: Type & { type: 'union' }): Type {
  const options = type.options.map((option): Type =>
    option.type === 'number' ? { type: 'integer' } : option,
  );
  return { type: 'union', options };
}

/** v2 writes its times out. */
function stringNamed(name: string): Type {
  if (name === 'currency' || name.endsWith('_currency')) return { type: 'currency' };
  return { type: /_at$|^created(_[lg]te?)?$|^timestamp$/.test(name) ? 'date-time' : 'string' };
}

function numberNamed(name: string): Type {
  if (fraction.test(name) || measure.test(name)) return { type: 'number' };
  return { type: time.test(name) || timeLike.test(name) ? 'timestamp' : 'integer' };
}
