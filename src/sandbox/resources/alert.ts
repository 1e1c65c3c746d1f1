// Alerts about usage: active, inactive, or archived for good.
// Source: https://docs.stripe.com/api/billing/alert

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { alertKind, isAbout, told } from '../prices/alerts.ts';

export const alert: Behaviour = {
  object: alertKind,
  initial: () => ({ status: 'active' }),
  rules: {
    create,
    activate: become('active'),
    deactivate: become('inactive'),
    archive: become('archived'),
  },
  allowed: { activate: ['inactive'], deactivate: ['active'], archive: ['active', 'inactive'] },
  present: told,
};

/** For a meter and a customer. */
const alertsMax = 25;

function become(status: string): Rule {
  return (before) => ({ ...before, status });
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { usage_threshold: given } = call.params;
  if (!given) throw missingParam('usage_threshold');
  const { meter, gte, filters } = inner(given);
  requireObject(call, 'billing.meter', String(meter), 'usage_threshold[meter]');
  requireWithin(gte, 'usage_threshold[gte]', { least: 1 });
  const limits = (filters ?? []) as readonly Values[];
  if (limits.length > 1) {
    throw new ApiError('You can only specify up to one filter.', {
      param: 'usage_threshold[filters]',
    });
  }
  for (const { customer } of limits) {
    const param = 'usage_threshold[filters][0][customer]';
    if (!customer) throw missingParam(param);
    requireObject(call, 'customer', String(customer), param);
  }
  refuseTooMany(String(meter), limits[0]?.['customer'], call);
  return { ...draft, created: call.now };
}

function refuseTooMany(meter: string, customer: unknown, { all }: Call): void {
  const others = all(alertKind).filter(
    (one) => one['status'] !== 'archived' && isAbout(one, meter, customer),
  );
  if (others.length < alertsMax) return;
  throw new ApiError(`There can be up to ${alertsMax} alerts for a meter and a customer.`, {
    param: 'usage_threshold[meter]',
  });
}
