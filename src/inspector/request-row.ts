// An exchange of the request log: its line, and what was sent and came back.

import type { Exchange } from '../backend/request-log.ts';
import { decodeForm } from '../wire/form.ts';
import { make } from './dom.ts';
import { jsonView } from './json-view.ts';
import { clockTime, copyButton } from './row-parts.ts';

/** Status codes the API gives, in words; the second half of `200 OK`. */
const statusWords: ReadonlyMap<number, string> = new Map([
  [0, 'No answer'],
  [200, 'OK'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Request Failed'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [429, 'Too Many Requests'],
  [500, 'Server Error'],
  [501, 'Not Simulated'],
]);

/** As in `200 OK POST /v1/customers`. */
export function requestLine({ status, method, path, startedMs }: Exchange): HTMLElement {
  const words = statusWords.get(status) ?? (status < 400 ? 'OK' : 'Error');
  const shown = status === 0 ? words : `${status} ${words}`;
  const isFine = status >= 200 && status < 400;
  return make(
    'span',
    'line',
    make(
      'span',
      'line-text',
      make('span', isFine ? 'status' : 'status status-bad', shown),
      ` ${method} `,
      ...breakable(path),
    ),
    ' ',
    clockTime(startedMs),
  );
}

/** A long path goes on behind a slash in the next line, where it can. */
function breakable(path: string): (Node | string)[] {
  return path
    .split(/(?<=.\/)/)
    .flatMap((part, index) => (index > 0 ? [make('wbr', ''), part] : part));
}

export function requestDetails(exchange: Exchange): HTMLElement {
  const { requestId, durationMs, query, requestBody, responseBody } = exchange;
  const sent = requestBody || query;
  return make(
    'div',
    'opened',
    make('p', 'facts', [requestId, `${durationMs.toFixed(1)} ms`].filter(Boolean).join(' · ')),
    make('h4', '', query && !requestBody ? 'Query' : 'Request'),
    sent ? jsonView(parametersOf(sent)) : make('p', 'empty', 'Sent without parameters.'),
    make('h4', '', 'Response', copyButton(responseBody)),
    bodyView(responseBody),
  );
}

function parametersOf(text: string): unknown {
  return parsed(text) ?? decoded(text) ?? text;
}

/** A cut or foreign body is shown as it is. */
function bodyView(text: string): HTMLElement {
  const json = parsed(text);
  return json === undefined ? make('pre', 'plain', text || 'Empty.') : jsonView(json);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decoded(text: string): unknown {
  try {
    return decodeForm(text);
  } catch {
    return undefined;
  }
}
