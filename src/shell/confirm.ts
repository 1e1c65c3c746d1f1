// The question before a deletion, in the words of the official CLI.

import type { ApiCall } from './described-call.ts';
import type { Context } from './command.ts';
import { printFolded } from './fold-lines.ts';
import { trimSpace } from './go-format.ts';
import { ShellError } from './shell-error.ts';

/** False where the answer is anything but yes. Throws ShellError at the end of the input. */
export async function confirmDeletion(call: ApiCall, context: Context): Promise<boolean> {
  const { print, readLine } = context;
  if (call.isOperation) printFolded(details(call), context);
  if (call.flags.isOn('confirm')) return true;
  printFolded('Are you sure you want to perform the command: DELETE?\n', context);
  print("Enter 'yes' to confirm: ");
  const answer = await readLine();
  if (answer === undefined) throw new ShellError('EOF');
  if (trimSpace(answer).toLowerCase() === 'yes') return true;
  printFolded('Exiting without execution. User did not confirm the command.\n', context);
  return false;
}

function details({ path, flags }: ApiCall): string {
  const account = /^\/v1\/accounts\/([^/?#]+)/.exec(path)?.[1];
  return (
    'This command will be executed on the account with the following details:\n' +
    `> Mode: ${flags.isOn('live') ? 'Live' : 'Test'}\n` +
    (account ? `> Connected Account: ${account}\n` : '')
  );
}
