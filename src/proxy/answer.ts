// What is answered, before it becomes a Response or goes out over node:http.

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly body: string;
}

/** With what every answer has, ready to go out. */
export interface SealedAnswer {
  readonly status: number;
  /** Names and values in turn, as in Node's `rawHeaders`. */
  readonly headers: readonly string[];
  readonly body: string;
}

export function responseOf({ status, headers, body }: SealedAnswer): Response {
  // Some statuses, such as 204, have none.
  return new Response(body === '' ? null : body, { status, headers: pairsOf(headers) });
}

/** Of names and values in turn. */
export function pairsOf(headers: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (let index = 0; index < headers.length; index += 2) {
    pairs[headers[index] ?? ''] = headers[index + 1] ?? '';
  }
  return pairs;
}

export function isOk({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify(value) };
}

export function withHeader(answer: Answer, name: string, value: string): Answer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}
