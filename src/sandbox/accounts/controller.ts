// Who answers for a connected account: its type says it, or its controller.
// Source: https://docs.stripe.com/connect/accounts

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { inner } from '../payment-methods/payment-methods.ts';

interface Controller {
  readonly fees: string;
  readonly losses: string;
  readonly collection: string;
  readonly dashboard: string;
}

const byType: Readonly<Record<string, Controller>> = {
  standard: { fees: 'account', losses: 'stripe', collection: 'stripe', dashboard: 'full' },
  express: {
    fees: 'application_express',
    losses: 'application',
    collection: 'stripe',
    dashboard: 'express',
  },
  custom: {
    fees: 'application_custom',
    losses: 'application',
    collection: 'application',
    dashboard: 'none',
  },
};

/** What an account tells of both. Throws where both are given, or do not fit. */
export function controlOf({ type, controller }: FormObject): object {
  if (type !== undefined && controller !== undefined) {
    throw new ApiError(
      'You may not provide the `type` parameter and `controller` parameter simultaneously. They ' +
        'are mutually exclusive.',
      { param: 'controller' },
    );
  }
  const usual = byType[String(type ?? 'standard')] ?? byType['standard'];
  const told = describe(usual as Controller);
  if (controller === undefined) return { controller: told, type: type ?? 'standard' };
  const given = inner(controller);
  const chosen = {
    ...told,
    fees: { payer: 'account', ...inner(given['fees']) },
    losses: { ...told.losses, ...inner(given['losses']) },
    requirement_collection: given['requirement_collection'] ?? told.requirement_collection,
    stripe_dashboard: { ...told.stripe_dashboard, ...inner(given['stripe_dashboard']) },
  };
  checkController(chosen);
  return { controller: chosen, type: 'none' };
}

function describe({ fees, losses, collection, dashboard }: Controller) {
  return {
    fees: { payer: fees },
    is_controller: true,
    losses: { payments: losses },
    requirement_collection: collection,
    stripe_dashboard: { type: dashboard },
    type: 'application',
  };
}

type Chosen = ReturnType<typeof describe>;

/** Who collects the requirements must be who bears the losses, and no dashboard shows them then. */
function checkController(chosen: Record<keyof Chosen, unknown>): void {
  const { payments } = inner(chosen.losses);
  const { type } = inner(chosen.stripe_dashboard);
  if (chosen.requirement_collection !== 'application') return;
  if (payments !== 'application') {
    throw new ApiError(
      'A platform that collects the requirements of an account must also be liable for its losses: ' +
        'set `controller[losses][payments]` to `application`.',
      { param: 'controller[losses][payments]' },
    );
  }
  if (type !== 'none') {
    throw new ApiError(
      'A platform that collects the requirements of an account must set ' +
        '`controller[stripe_dashboard][type]` to `none`.',
      { param: 'controller[stripe_dashboard][type]' },
    );
  }
}

/** The currency in which an account of a country is paid out. */
export function currencyIn(country: string): string {
  return currencies.get(country) ?? 'eur';
}

/** All others have the euro. */
const currencies: ReadonlyMap<string, string> = new Map(
  (
    'AEaed AGxcd ALall AMamd AOaoa ARars AUaud AZazn BAbam BDbdt BHbhd BJxof BNbnd BObob BRbrl BSbsd ' +
    'BTbtn BWbwp CAcad CHchf CIxof CLclp COcop CRcrc CZczk DKdkk DOdop DZdzd ECusd EGegp ETetb GAxaf ' +
    'GBgbp GHghs GIgbp GMgmd GTgtq GYgyd HKhkd HUhuf IDidr ILils INinr ISisk JMjmd JOjod JPjpy KEkes ' +
    'KHkhr KRkrw KWkwd KZkzt LAlak LCxcd LIchf LKlkr MAmad MDmdl MGmga MKmkd MNmnt MOmop MUmur MXmxn ' +
    'MYmyr MZmzn NAnad NExof NGngn NOnok NZnzd OMomr PAusd PEpen PHphp PKpkr PLpln PYpyg QAqar ROron ' +
    'RSrsd RWrwf SAsar SEsek SGsgd SNxof SVusd THthb TNtnd TRtry TTttd TWtwd TZtzs USusd UYuyu UZuzs ' +
    'VNvnd ZAzar'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), entry.slice(2)] as const),
);
