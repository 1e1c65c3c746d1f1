// Requests as bytes on a socket, for what no HTTP client would send.

import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 where the connection was closed without an answer. */
  readonly status: number;
  /** The head and the body, and whatever came behind. */
  readonly text: string;
}

interface Reading {
  /** For a server that leaves the connection open. */
  readonly endsWithAnswer?: boolean;
}

/** Sends it in one piece, and reads until the other end closes the connection. */
export function sendRaw(
  url: string,
  request: string | Buffer,
  { endsWithAnswer = false }: Reading = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const isHead = request.toString('latin1').startsWith('HEAD ');
    const end = (): void => {
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0);
      resolve({ status, text });
    };
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      if (endsWithAnswer && isWhole(text, isHead)) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', end);
    socket.write(request);
  });
}

function isWhole(text: string, isHead: boolean): boolean {
  const [head = '', body] = text.split(/\r\n\r\n([^]*)/);
  if (body === undefined) return false;
  if (isHead) return true;
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  return length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length);
}
