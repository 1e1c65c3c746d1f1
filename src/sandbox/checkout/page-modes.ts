// How a checkout page is shown: by today's names, and by those that versions had before.
// Source: https://docs.stripe.com/changelog/dahlia

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';

/** From here on versions have today's names. */
const renamedSince = '2026-03-25';

const renamed: Readonly<Record<string, string>> = {
  hosted: 'hosted_page',
  embedded: 'embedded_page',
  custom: 'elements',
};

export const formerModes: readonly string[] = Object.keys(renamed);

/** Of the parameters, by today's name. Throws for a former one that the version does not have. */
export function pageMode({ params, version }: Pick<Call, 'params' | 'version'>): string {
  const given = String(params['ui_mode'] ?? 'hosted_page');
  const mode = renamed[given];
  if (mode === undefined) return given;
  if (version < renamedSince) return mode;
  throw new ApiError(
    'Invalid ui_mode: must be one of elements, embedded_page, form, or hosted_page',
    { param: 'ui_mode' },
  );
}

/** A session as the version of the request tells it. */
export function withToldMode(session: ApiObject, { version }: Pick<Call, 'version'>): ApiObject {
  if (version >= renamedSince) return session;
  const former = formerModes.find((name) => renamed[name] === session['ui_mode']);
  return former === undefined ? session : { ...session, ui_mode: former };
}
