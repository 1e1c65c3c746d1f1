// The PDF of a quote: a real one, with what the quote says.

import { expect, test } from 'vitest';
import { plainPdf } from '../../src/sandbox/objects/plain-pdf.ts';
import { made } from './made.ts';
import { openSandbox, requestOf, type Opened } from './open-sandbox.ts';

async function quoted({ call }: Opened): Promise<string> {
  const { id: customer } = await made(call, '/v1/customers');
  const { id: product } = await made(call, '/v1/products', { name: 'Tea (green)' });
  const price = { product, currency: 'usd', unit_amount: '1250' };
  const { id } = await made(call, '/v1/prices', price);
  const line_items = [{ price: id, quantity: '2' }];
  return (await made(call, '/v1/quotes', { customer, line_items, header: 'An offer' })).id;
}

async function pdfOf({ sandbox }: Opened, id: string, headers = {}): Promise<Response> {
  const request = requestOf('GET', `/v1/quotes/${id}/pdf`, '', headers);
  return sandbox.fetch(new Request(request.url.replace('api.', 'files.'), request));
}

test('a quote that is final can be printed', async () => {
  const opened = openSandbox();
  const id = await quoted(opened);
  const { number } = await made(opened.call, `/v1/quotes/${id}/finalize`);
  const response = await pdfOf(opened, id);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('application/pdf');
  const text = await response.text();
  expect(text).toMatch(/^%PDF-1\.4\n/);
  expect(text).toContain(`(Quote ${number}) Tj`);
  expect(text).toContain('(An offer) Tj');
  expect(text).toContain(String.raw`(2 x Tea \(green\): $25.00) Tj`);
  expect(text).toContain('(Total $25.00) Tj');
});

test('a draft, an unknown quote and a key without leave are refused', async () => {
  const opened = openSandbox();
  const id = await quoted(opened);
  expect((await pdfOf(opened, id)).status).toBe(400);
  expect((await pdfOf(opened, 'qt_unknown')).status).toBe(404);
  await made(opened.call, `/v1/quotes/${id}/finalize`);
  const Authorization = 'Bearer rk_test_customer_read_of_BQokikJOvBiI2HlWgH4olfQ2';
  expect((await pdfOf(opened, id, { Authorization })).status).toBe(403);
});

test('a PDF says where its objects are, and writes only what its font has', () => {
  const text = plainPdf(['Füße (a\\b)', '茶\n']);
  const places = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  expect(places.map((place) => text.slice(place, place + 7))).toEqual(
    [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
  );
  const [, start] = /startxref\n(\d+)\n/.exec(text) ?? [];
  expect(text.slice(Number(start), Number(start) + 4)).toBe('xref');
  const [, length, content] = /\/Length (\d+) >>\nstream\n([^]*)\nendstream/.exec(text) ?? [];
  expect(content?.length).toBe(Number(length));
  expect(content).toContain(String.raw`(Füße \(a\\b\)) Tj`);
  expect(content).toContain('(??) Tj');
});
