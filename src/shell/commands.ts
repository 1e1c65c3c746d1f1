// All hand-written commands. The API's operations are not here: they come from the catalogue.

import type { Command } from './command.ts';
import { clear } from './commands/clear.ts';
import { climate } from './commands/climate.ts';
import { community } from './commands/community.ts';
import { completion } from './commands/completion.ts';
import { config } from './commands/config.ts';
import { deletion } from './commands/delete.ts';
import { echo } from './commands/echo.ts';
import { exportVariable } from './commands/export.ts';
import { fixtures } from './commands/fixtures.ts';
import { get } from './commands/get.ts';
import { gone } from './commands/gone.ts';
import { grep } from './commands/grep.ts';
import { head, tail } from './commands/head.ts';
import { help } from './commands/help.ts';
import { history } from './commands/history.ts';
import { jq } from './commands/jq.ts';
import { later } from './commands/later.ts';
import { listen, logsTail } from './commands/listen.ts';
import { login } from './commands/login.ts';
import { open } from './commands/open.ts';
import { post } from './commands/post.ts';
import { preview } from './commands/preview.ts';
import { resend } from './commands/resend.ts';
import { reset } from './commands/reset.ts';
import { resources, resourcesHelp } from './commands/resources.ts';
import { sandbox } from './commands/sandbox.ts';
import { shellHelp } from './commands/shell-help.ts';
import { shortcuts } from './commands/shortcuts.ts';
import { stripe } from './commands/stripe.ts';
import { trigger } from './commands/trigger.ts';
import { unset } from './commands/unset.ts';
import { version } from './commands/version.ts';
import { wc } from './commands/wc.ts';
import { whoami } from './commands/whoami.ts';

/** Below `stripe`. */
export const stripeCommands: readonly Command[] = [
  ...[get, post, deletion, ...preview],
  ...[help, version, resources, resourcesHelp, trigger, fixtures],
  ...[listen, logsTail, whoami, config, open, completion, ...login, ...sandbox, ...community],
  resend,
  ...climate,
  ...later,
  ...gone,
];

/** First words of a line. */
export const shellCommands: readonly Command[] = [
  stripe,
  shellHelp,
  clear,
  echo,
  exportVariable,
  grep,
  head,
  history,
  jq,
  reset,
  shortcuts,
  tail,
  unset,
  wc,
];
