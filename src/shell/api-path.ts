// Paths as Go's net/url reads and writes them. Source: https://pkg.go.dev/net/url

import { quote } from './go-format.ts';
import { ShellError } from './shell-error.ts';

export interface ApiPath {
  /** Escaped, dot segments resolved, without query and fragment. */
  readonly path: string;
  /** As written behind the question mark; empty where there is none. */
  readonly query: string;
}

/** Throws ShellError, in Go's words, for what is no URL path. `text` begins with a slash. */
export function readApiPath(text: string): ApiPath {
  const [address = ''] = text.split('#', 1);
  if (/[\u0000-\u001F\u007F]/.test(address)) {
    throw new ShellError(`parse ${quote(address)}: net/url: invalid control character in URL`);
  }
  const mark = address.indexOf('?');
  const raw = mark === -1 ? address : address.slice(0, mark);
  const bad = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(raw)?.[0];
  if (bad !== undefined) {
    throw new ShellError(`parse ${quote(address)}: invalid URL escape ${quote(bad)}`);
  }
  const { pathname } = new URL(`https://host${escape(raw)}`);
  return { path: pathname, query: mark === -1 ? '' : address.slice(mark + 1) };
}

/** As it is where every character may stand in a URL; else decoded and escaped anew. */
function escape(raw: string): string {
  if (/^[\w\-.~!$&'()*+,;=:@[\]/%]*$/.test(raw)) return raw;
  const bytes = new TextEncoder().encode(raw);
  const pieces: string[] = [];
  for (let index = 0; index < bytes.length; index += 1) {
    let byte = bytes[index] ?? 0;
    if (byte === 0x25) {
      byte = Number.parseInt(String.fromCharCode(...bytes.slice(index + 1, index + 3)), 16);
      index += 2;
    }
    const character = String.fromCharCode(byte);
    pieces.push(/[\w\-.~$&+,/:;=@]/.test(character) ? character : percent(byte));
  }
  return pieces.join('');
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
