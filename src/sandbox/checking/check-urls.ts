// URLs in parameters: each must be whole. Source: https://docs.stripe.com/error-codes#url-invalid

import { ApiError } from '../../wire/api-error.ts';

/** By the names that errors tell. What is not there, or unset, is fine. */
export function checkUrls(urls: Readonly<Record<string, unknown>>): void {
  for (const [param, url] of Object.entries(urls)) {
    if (url === undefined || url === '' || isUrl(url)) continue;
    throw new ApiError('Not a valid URL', { code: 'url_invalid', param });
  }
}

function isUrl(url: unknown): boolean {
  return typeof url === 'string' && /^[a-z][a-z0-9+.-]*:\/\/\S/i.test(url) && URL.canParse(url);
}
