// Answers what never becomes a request: broken heads, methods and expectations that no API has.
// Each is answered in the form of Stripe's errors, as all the rest is.

import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { failure } from './node-door.ts';

type Tell = (status: number, message: string) => Response;

/**
 * `tell` gives the answer, in the server's own words around the message; `underWay` what a connection
 * is still to be answered.
 */
export function answerUnreadable(
  server: Server,
  tell: Tell = failure,
  underWay: (socket: Duplex) => ServerResponse | undefined = () => undefined,
): void {
  function onError(error: NodeJS.ErrnoException, socket: Duplex): void {
    const response = underWay(socket);
    // What cannot be read came behind a whole request, which is answered first.
    if (response?.req.complete && !response.closed) response.on('close', () => socket.destroy());
    else void refuse(socket, tell(...reasonOf(error.code)));
  }
  // An answer to what came before is made in this turn, and written at its end.
  server.on('clientError', (error, socket) => {
    setImmediate(() => setImmediate(onError, error, socket));
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    void refuse(socket, tell(405, 'This server opens no tunnels: it does not take CONNECT.'));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const told = tell(417, 'This server cannot meet what the request expects.');
    void told.text().then((body) => response.writeHead(417, headersFor(told, body)).end(body));
  });
}

/** Codes: https://nodejs.org/api/errors.html and those of llhttp, which all begin with HPE. */
function reasonOf(code: string | undefined): [status: number, message: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, "The request's headers are too large."];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'The request took too long to arrive.'];
    default:
      return [400, 'The request could not be read as HTTP.'];
  }
}

async function refuse(socket: Duplex, told: Response): Promise<void> {
  // Without a listener, a connection that is reset now would end the program.
  socket.on('error', () => socket.destroy());
  const body = await told.text();
  // After an answer, whoever reads would take this one for that to the next request.
  if (!socket.writable || (socket as Socket).bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const headers = Object.entries(headersFor(told, body)).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(
    `HTTP/1.1 ${told.status} ${STATUS_CODES[told.status]}\r\n${headers.join('')}\r\n${body}`,
  );
}

function headersFor({ headers }: Response, body: string): Record<string, string> {
  return {
    ...Object.fromEntries(headers),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
}
