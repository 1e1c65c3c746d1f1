// Where a page's proxy is: read from the attribute, and checked before anything is sent there.

import { isLoopback } from '../base/loopback.ts';
import { redactKeys } from '../text/redact.ts';

/**
 * `base` is the page's own address, for a proxy of the same site. Throws an Error for whoever wrote the
 * attribute. The path has no slash at its end.
 */
export function readProxyUrl(text: string, base?: string): URL {
  if (text.trim() === '') throw new Error('The proxy backend needs proxy-url="https://…".');
  const shown = redactKeys(text);
  const refuse = (reason: string): never => {
    throw new Error(`proxy-url="${shown}" cannot be used: ${reason}.`);
  };
  if (/[a-z]{2}_(org_)?(test|live)_/i.test(text)) refuse('no key belongs into a page');
  if (!URL.canParse(text, base)) refuse('it is no address');
  const url = new URL(text, base);
  if (url.username || url.password) refuse('it holds a name or a password');
  if (url.search || url.hash) refuse('it has a query or a fragment');
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe) refuse('it must begin with https://, or be on this machine');
  if (/(^|\.)stripe\.com$/.test(url.hostname)) refuse('Stripe itself is no proxy');
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}
