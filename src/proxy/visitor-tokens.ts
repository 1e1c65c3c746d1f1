// What a visitor is known by: a token that the proxy signs and the page sends back. Nothing is kept of
// it here, so that any machine reads what another has given.

import type { Clock } from '../base/clock.ts';

export interface Visitor {
  /** Put on the visitor's objects, as in `t6m2k0_Zk3…`: when the visit ends, and who it is. */
  readonly tag: string;
  /** A connected account of the visitor's own, as in `acct_1N…`; undefined where there is none. */
  readonly account: string | undefined;
}

export interface VisitorTokens {
  /** Somebody new, with the whole time before them. */
  begin(): Visitor;
  write(visitor: Visitor): Promise<string>;
  /** Undefined for a token that is not of this proxy, or whose time is over. */
  read(token: string | undefined): Promise<Visitor | undefined>;
}

export interface TokenOptions {
  /** Known to the machines of one proxy alone; other proxies have another. */
  readonly secret: string;
  readonly lifetimeSeconds: number;
  readonly clock: Clock;
}

/** Read ones are remembered, for each request brings one. */
const rememberedMax = 2_000;
const tagLength = 16;

export function createVisitorTokens({
  secret,
  lifetimeSeconds,
  clock,
}: TokenOptions): VisitorTokens {
  const remembered = new Map<string, Visitor>();
  let key: Promise<CryptoKey> | undefined;
  const signingKey = (): Promise<CryptoKey> => {
    key ??= importKey(`sandshell visitor ${secret}`);
    return key;
  };

  async function write({ tag, account = '' }: Visitor): Promise<string> {
    const text = `1.${tag}.${account}`;
    const signature = await crypto.subtle.sign('HMAC', await signingKey(), bytesOf(text));
    return `${text}.${base64Url(new Uint8Array(signature))}`;
  }

  async function verified(token: string): Promise<Visitor | undefined> {
    const [, text = '', tag = '', account = '', signature = ''] =
      /^(1\.([0-9a-z]{1,9}_\w{16})\.(acct_\w{1,64})?)\.([\w-]{43})$/.exec(token) ?? [];
    if (text === '') return undefined;
    const isOurs = await crypto.subtle.verify(
      'HMAC',
      await signingKey(),
      fromBase64Url(signature),
      bytesOf(text),
    );
    return isOurs ? { tag, account: account || undefined } : undefined;
  }

  return {
    write,
    begin: () => ({ tag: newTag(clock() / 1000 + lifetimeSeconds), account: undefined }),
    async read(token) {
      if (token === undefined) return undefined;
      const visitor = remembered.get(token) ?? (await verified(token));
      if (!visitor || endOf(visitor.tag) * 1000 <= clock()) return undefined;
      remembered.delete(token);
      remembered.set(token, visitor);
      const [oldest] = remembered.keys();
      if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
      return visitor;
    },
  };
}

/** When the visit of a tag ends, in seconds since 1970; NaN for what is no tag. */
export function endOf(tag: string): number {
  const [, end] = /^([0-9a-z]{1,9})_\w{16}$/.exec(tag) ?? [];
  return end === undefined ? Number.NaN : parseInt(end, 36);
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789__';

/** 64 letters for six bits each: 96 bits of chance. */
function newTag(endSeconds: number): string {
  const chance = crypto.getRandomValues(new Uint8Array(tagLength));
  const name = Array.from(chance, (byte) => letters[byte % letters.length]).join('');
  return `${Math.floor(endSeconds).toString(36)}_${name}`;
}

function importKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', bytesOf(secret), algorithm, false, ['sign', 'verify']);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
