// What the first command needs behind the prompt: fetched in one file, and only here.

import { openBackend } from '../backend/backend.ts';
import { createShell } from '../shell/shell.ts';

export interface FirstCommand {
  readonly createShell: typeof createShell;
  readonly openBackend: typeof openBackend;
}

export const firstCommand: FirstCommand = { createShell, openBackend };
