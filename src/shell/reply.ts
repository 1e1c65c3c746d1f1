// Prints what the API answered, as the official CLI does: errors too are answers, but for a refused
// key.

import { harmlessFor } from '../text/ansi.ts';
import { colorJson, darkPalette, standardPalette } from '../text/json.ts';
import type { ApiCall } from './described-call.ts';
import { usesColor } from './color.ts';
import type { Context } from './command.ts';
import { ShellError } from './shell-error.ts';

/** Gives the exit code. Throws ShellError for an answer of 401. */
export async function printReply(
  response: Response,
  { flags }: ApiCall,
  context: Context,
): Promise<number> {
  const body = harmlessFor(context, await response.text());
  const notice = response.headers.get('Stripe-Notice');
  if (notice) context.warn(`${harmlessFor(context, notice)}\n`);
  if (response.status === 401) throw new ShellError(refusal(body));
  const palette = flags.isOn('dark-style') ? darkPalette : standardPalette;
  const shown = usesColor(context, flags) ? colorJson(body, palette) : undefined;
  context.print(`${shown ?? body}\n`);
  return 0;
}

function refusal(body: string): string {
  if (errorCode(body) !== 'api_key_expired') return `Request failed, status=401, body=${body}`;
  return (
    'The API key for the default profile has expired. Run `stripe login` to re-authenticate.\n' +
    'If you recently ran `stripe login` and still see this error, it may have authenticated a ' +
    'different profile — run `stripe whoami` to confirm.'
  );
}

function errorCode(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    const error = value instanceof Object && 'error' in value ? value.error : undefined;
    return error instanceof Object && 'code' in error ? error.code : undefined;
  } catch {
    return undefined;
  }
}
