// Answers what never becomes a request: broken heads, methods and expectations that no API has.
// Each is answered in the form of Stripe's errors, as all the rest is.

import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { failure } from './node-door.ts';

export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    void refuse(socket, ...reasonOf(error.code));
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    void refuse(socket, 405, 'The sandbox is no proxy: it does not take CONNECT.');
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const message = `The sandbox cannot meet the expectation "${request.headers.expect ?? ''}".`;
    void failure(417, message)
      .text()
      .then((body) => response.writeHead(417, headersFor(body)).end(body));
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

async function refuse(socket: Duplex, status: number, message: string): Promise<void> {
  // Without a listener, a connection that is reset now would end the program.
  socket.on('error', () => socket.destroy());
  const body = await failure(status, message).text();
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const headers = Object.entries(headersFor(body)).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('')}\r\n${body}`);
}

function headersFor(body: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
}
