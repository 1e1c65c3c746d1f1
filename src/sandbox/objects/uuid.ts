// Identifiers as programs make them, where Stripe, or a browser, makes up one: version 4 of UUIDs.
// Source: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4

import type { Call } from '../behaviour.ts';

/** As in `f81d4fae-7dec-41d0-a765-00a0c91e6bf6`. */
export function newUuid({ newText }: Call): string {
  const digits = [...newText(32)].map((sign) => (sign.charCodeAt(0) % 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4}).(.{3})(.{4})/, '$1-$2-4$3-$4-');
}
