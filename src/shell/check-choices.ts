// Flags that every command has and that take some words only; fetched by the first line with one.

import type { Context } from './command.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

const choices = [
  {
    flag: 'color',
    name: 'color',
    values: ['', 'on', 'off', 'auto'],
    told: 'on, off, auto',
  },
  {
    flag: 'log-level',
    name: 'log level',
    values: ['debug', 'info', 'trace', 'warn', 'error'],
    told: 'debug, info, warn, error',
  },
] as const;

/** Told as a line of the CLI's log, with its date. */
export function checkChoices(flags: Parsed, { clock }: Context): void {
  for (const { flag, name, values, told } of choices) {
    const value = flags.value(flag);
    if (value === undefined || values.some((each) => each === value)) continue;
    const time = new Date(clock()).toUTCString().replace('GMT', 'UTC');
    const message = `Unrecognized ${name} value: ${value}. Expected one of ${told}.`;
    throw new ShellError(`time="${time}" level=fatal msg="${message}"`);
  }
}
