// Configurations of the customer portal.
// Source: https://docs.stripe.com/api/customer_portal/configurations

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkUrls } from '../checking/check-urls.ts';
import { checkFeatures, configurationKind, featuresFrom, loginPage } from '../checkout/portal.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const portalConfiguration: Behaviour = {
  object: configurationKind,
  check,
  rules: { create, update },
};

function check(params: FormObject): void {
  const { privacy_policy_url: privacy, terms_of_service_url: terms } = inner(
    params['business_profile'],
  );
  checkUrls({
    default_return_url: params['default_return_url'],
    'business_profile[privacy_policy_url]': privacy,
    'business_profile[terms_of_service_url]': terms,
  });
}

function create(draft: ApiObject, call: Call): ApiObject {
  const features = featuresFrom(inner(call.params['features']));
  checkFeatures(features);
  const isOpen = inner(call.params['login_page'])['enabled'] === true;
  return { ...draft, features, is_default: false, login_page: loginPage(isOpen, call) };
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const before = call.get(configurationKind, plain.id) ?? plain;
  if (before['is_default'] === true && plain['active'] === false) {
    throw new ApiError('You cannot deactivate the default configuration.', { param: 'active' });
  }
  const features = featuresFrom(inner(params['features']), before['features']);
  checkFeatures(features);
  const { enabled } = inner(params['login_page']);
  const page = before['login_page'] as { readonly enabled: boolean };
  const isSame = enabled === undefined || enabled === page.enabled;
  return {
    ...plain,
    features,
    login_page: isSame ? page : loginPage(enabled === true, call),
    updated: call.now,
  };
}
