import { describe, expect, test } from 'vitest';
import { lightRequest } from '../../src/server/light-request.ts';

const url = 'https://api.stripe.com/v1/customers?x=1';
const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer x' };
const body = Buffer.from('name=J%C3%BCrgen&a=1');

function make(method = 'POST'): Request {
  return lightRequest({ method, url, headers, body, signal: () => AbortSignal.abort('gone') });
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
    ['bytes', async (request) => [...new Uint8Array(await request.arrayBuffer())]],
    ['a form', async (request) => [...(await request.formData())]],
    ['a blob', async (request) => (await request.blob()).text()],
    ['the text of a clone', (request) => request.clone().text()],
    ['a stream', (request) => new Response(request.body).text()],
  ])('gives its body as %s, as a Request does', async (_name, read) => {
    expect(await read(make())).toEqual(await read(real()));
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
