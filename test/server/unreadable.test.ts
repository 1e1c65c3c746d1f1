import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDoor } from '../../src/server/node-door.ts';
import { answerUnreadable } from '../../src/server/unreadable.ts';

let server: Server;

beforeEach(async () => {
  server = createServer((_request, response) => response.end('served'));
  answerUnreadable(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** All that comes back until the server closes the connection. */
function send(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
    socket.on('end', () => resolve(answer)).on('error', reject);
    socket.write(text);
  });
}

const host = 'Host: localhost\r\n';

test.each([
  ['no HTTP', '\u0000\u0001\r\n\r\n', 400],
  ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n`, 400],
  ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`, 400],
  [
    'a length and chunks',
    `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['a control character in a header', `GET / HTTP/1.1\r\n${host}A: \u0001\r\n\r\n`, 400],
  ['headers without end', `GET / HTTP/1.1\r\n${host}A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['CONNECT', `CONNECT localhost:1 HTTP/1.1\r\n${host}\r\n`, 405],
  ['another expectation', `GET / HTTP/1.1\r\n${host}Expect: tea\r\nConnection: close\r\n\r\n`, 417],
])('%s is answered in the form of Stripe’s errors', async (_name, text, status) => {
  const answer = await send(text);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  expect(JSON.parse(body)).toEqual({
    error: { message: expect.any(String), type: 'invalid_request_error' },
  });
});

test('what came whole before something unreadable has its answer', async () => {
  const door = nodeDoor(async () => Response.json({ id: 'cus_made' }), {
    isLocal: true,
    onError: (error) => expect.unreachable(String(error)),
  });
  server.removeAllListeners('request').on('request', door);
  const made = `POST /v1/customers HTTP/1.1\r\n${host}Content-Length: 3\r\n\r\na=b`;
  const answer = await send(`${made}\u0000\u0001\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer.endsWith('{"id":"cus_made"}')).toBe(true);
});

test('what is readable is served', async () => {
  expect(await send(`GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`)).toContain('served');
});
