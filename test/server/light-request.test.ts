import { describe, expect, test } from 'vitest';
import { lightRequest } from '../../src/server/light-request.ts';
import { lightSignal } from '../../src/server/light-signal.ts';

const url = 'https://api.stripe.com/v1/customers?x=1';
const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer x' };
const body = Buffer.from('name=J%C3%BCrgen&a=1');

function make(method = 'POST'): Request {
  const signal = { isAborted: () => true, make: () => AbortSignal.abort('gone') };
  return lightRequest({ method, url, headers, body, signal });
}

const real = (): Request => new Request(url, { method: 'POST', headers, body });

describe('a light request', () => {
  test('is a Request, and tells the same as one', () => {
    const light = make();
    expect(light).toBeInstanceOf(Request);
    for (const name of ['method', 'url', 'mode', 'credentials', 'redirect', 'bodyUsed'] as const) {
      expect(light[name], name).toBe(real()[name]);
    }
    expect([...light.headers]).toEqual([...real().headers]);
    expect(light.headers).toBe(light.headers);
  });

  test.each<[string, (request: Request) => Promise<unknown>]>([
    ['text', (request) => request.text()],
    ['an array buffer', async (request) => [...new Uint8Array(await request.arrayBuffer())]],
    ['a form', async (request) => [...(await request.formData())]],
    ['a blob', async (request) => (await request.blob()).text()],
    ['the text of a clone', (request) => request.clone().text()],
    ['a stream', (request) => new Response(request.body).text()],
  ])('gives its body as %s, as a Request does', async (_name, read) => {
    expect(await read(make())).toEqual(await read(real()));
  });

  test('gives its bytes, before and after a real one was made of it', async () => {
    const light = make();
    const bytes = async (): Promise<string> => Buffer.from(await light.bytes()).toString();
    expect(await bytes()).toBe(body.toString());
    expect(light.mode).toBe('cors');
    expect(await bytes()).toBe(body.toString());
  });

  test('has no body when it is a GET', async () => {
    expect(make('GET').body).toBeNull();
    expect(await make('GET').clone().text()).toBe('');
  });

  test('tells when the client is gone', () => {
    expect(make().signal.reason).toBe('gone');
    expect(make().signal.aborted).toBe(true);
  });
});

describe('a light signal', () => {
  test('tells without a real one whether it has aborted', () => {
    let isAborted = false;
    const make = (): never => expect.fail('a real signal was made');
    const signal = lightSignal({ isAborted: () => isAborted, make });
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(signal.aborted).toBe(false);
    signal.throwIfAborted();
    isAborted = true;
    expect(signal.aborted).toBe(true);
  });

  test('throws the reason, tells listeners, and joins others, as a real one does', async () => {
    const gone = new AbortController();
    const signal = lightSignal({ isAborted: () => gone.signal.aborted, make: () => gone.signal });
    const told = new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
    });
    gone.abort('left');
    expect(await told).toBe('left');
    expect(() => signal.throwIfAborted()).toThrow('left');
  });
});
