// Configurations: how readers behave, by account or by location.
// Source: https://docs.stripe.com/terminal/fleet/configurations-overview

import { ApiError } from '../../wire/api-error.ts';
import type { Behaviour } from '../behaviour.ts';

interface Tips {
  readonly fixed_amounts?: readonly number[];
  readonly percentages?: readonly number[];
}

const choicesMax = 3;

export const terminalConfiguration: Behaviour = {
  object: 'terminal.configuration',
  initial: () => ({ is_account_default: false, name: null }),
  check(params) {
    const tipping = Object.entries({ ...Object(params['tipping']) } as Record<string, Tips>);
    for (const [currency, given] of tipping) {
      // Empty ones are taken away.
      const { fixed_amounts: amounts, percentages: shares } = given;
      const percentages = shares || [];
      checkChoices(`tipping[${currency}][fixed_amounts]`, amounts || []);
      checkChoices(`tipping[${currency}][percentages]`, percentages);
      if (percentages.some((percentage) => percentage > 100)) {
        throw new ApiError('A tip can be 100 percent at most.', {
          param: `tipping[${currency}][percentages]`,
        });
      }
    }
    const { start_hour: start, end_hour: end } = { ...Object(params['reboot_window']) };
    for (const [name, hour] of Object.entries({ start_hour: start, end_hour: end })) {
      if (hour === undefined || (hour >= 0 && hour < 24)) continue;
      throw new ApiError('An hour of the day is a number from 0 to 23.', {
        param: `reboot_window[${name}]`,
      });
    }
  },
};

function checkChoices(param: string, choices: readonly number[]): void {
  const isRight = choices.length <= choicesMax && choices.every((choice) => choice >= 0);
  if (isRight) return;
  throw new ApiError(`A screen offers up to ${choicesMax} tips, and none below 0.`, { param });
}
