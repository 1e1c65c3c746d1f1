// How the proxy asks its upstream on Node: over connections that are kept, for a new one costs more
// than the question.

import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type Ask, type Question, type Reply, tooLarge, tooLate } from '../proxy/ask.ts';

export interface Upstream {
  readonly ask: Ask;
  close(): void;
}

const socketsMax = 256;

export function openUpstream(): Upstream {
  const options = { keepAlive: true, maxSockets: socketsMax, scheduling: 'lifo' } as const;
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return {
    ask: (question) => askWith(agents, question),
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

async function askWith(agents: Agents, question: Question): Promise<Reply> {
  const { signal, timeoutMs, bytesMax } = question;
  const asked = send(agents, question);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    asked.destroy();
  }, timeoutMs);
  const goAway = (): void => void asked.destroy();
  signal.addEventListener('abort', goAway);
  try {
    const response = await answerTo(asked);
    const body = await readAll(response, bytesMax);
    return { status: response.statusCode ?? 0, header: headerOf(response), body };
  } catch (error) {
    asked.destroy();
    throw isLate ? tooLate() : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', goAway);
  }
}

function send(agents: Agents, { method, url, headers, body }: Question): ClientRequest {
  const isPlain = url.startsWith('http:');
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const asked = (isPlain ? httpRequest : httpsRequest)(url, {
    method,
    headers: { ...headers, ...length },
    agent: isPlain ? agents.http : agents.https,
  });
  return asked.end(body);
}

function answerTo(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.on('response', resolve);
    asked.on('error', reject);
    // Also where the answer is of another protocol.
    asked.on('close', () => reject(new Error('the connection was closed')));
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Rejects where the answer breaks off, is too large, or no UTF-8. */
function readAll(response: IncomingMessage, bytesMax: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) reject(tooLarge());
      else chunks.push(chunk);
    });
    response.on('end', () => {
      try {
        resolve(utf8.decode(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
    response.on('error', reject);
    response.on('close', () => {
      if (!response.complete) reject(new Error('the answer broke off'));
    });
  });
}

function headerOf({ headers }: IncomingMessage): Reply['header'] {
  return (name) => {
    const value = headers[name];
    return value === undefined ? null : String(value);
  };
}
