// Signs what is sent to a webhook, as Stripe does: scheme v1, HMAC-SHA256 of time and payload.
// Source: https://docs.stripe.com/webhooks#verify-manually

const encoder = new TextEncoder();

/** Of what is sent to a webhook, as Stripe sends it. */
export async function webhookHeaders(
  payload: string,
  { secret, nowMs }: { readonly secret: string; readonly nowMs: number },
): Promise<ReadonlyMap<string, string>> {
  const seconds = Math.floor(nowMs / 1000);
  return new Map([
    ['Content-Type', 'application/json; charset=utf-8'],
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
    ['Stripe-Signature', await signature(payload, { secret, seconds })],
  ]);
}

/** The value of `Stripe-Signature`. */
export async function signature(
  payload: string,
  { secret, seconds }: { readonly secret: string; readonly seconds: number },
): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ]);
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(`${seconds}.${payload}`));
  return `t=${seconds},v1=${hex(signed)}`;
}

/** The same for the same key, and nothing that tells the key. */
export async function signingSecret(apiKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(`listen ${apiKey}`));
  return `whsec_${hex(digest)}`;
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
