// Uploads: bodies with files in them, what may be uploaded for what, and links to it.

import { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import { callerOf, key, nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00, 0x80]);
const pdf = new TextEncoder().encode('%PDF-1.7\n');

const at = 'https://files.stripe.com/v1/files';

interface Upload {
  readonly purpose?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly name?: string;
  readonly more?: Readonly<Record<string, string>>;
}

function openUploads() {
  const { sandbox } = openSandbox();
  async function upload({ purpose, bytes = png, name = 'scan.png', more = {} }: Upload) {
    const form = new FormData();
    if (purpose) form.set('purpose', purpose);
    form.set('file', new Blob([bytes]), name);
    for (const [field, value] of Object.entries(more)) form.set(field, value);
    const headers = { Authorization: `Bearer ${key}` };
    const response = await sandbox.fetch(new Request(at, { method: 'POST', body: form, headers }));
    return { status: response.status, body: await response.json() };
  }
  return { sandbox, call: callerOf(sandbox), upload };
}

describe('an upload', () => {
  test('is told with its name, size, kind and end', async () => {
    const { upload, call } = openUploads();
    const { status, body } = await upload({ purpose: 'dispute_evidence' });
    expect([status, body]).toMatchObject([
      200,
      {
        object: 'file',
        created: nowSeconds,
        expires_at: nowSeconds + 270 * 86_400,
        filename: 'scan.png',
        links: { data: [], has_more: false, url: `/v1/file_links?file=${body.id}` },
        purpose: 'dispute_evidence',
        size: png.length,
        title: null,
        type: 'png',
        url: `https://files.stripe.com/v1/files/${body.id}/contents`,
      },
    ]);
    expect(body.id).toMatch(/^file_\w{24}$/);
    expect((await call('GET', `/v1/files/${body.id}`)).body).toEqual(body);
    const listed = await call('GET', '/v1/files', { purpose: 'dispute_evidence' });
    expect(listed.body.data).toEqual([body]);
    expect(await typesOf(call)).toEqual(['file.created']);
  });

  test.each<[string, Upload, string]>([
    ['without a purpose', {}, 'purpose'],
    ['for an unknown purpose', { purpose: 'fun' }, 'purpose'],
    [
      'of a kind that evidence cannot be',
      { purpose: 'dispute_evidence', bytes: pdf.slice(1) },
      'file',
    ],
    ['of a logo that is no picture', { purpose: 'business_logo', bytes: pdf }, 'file'],
    [
      'of a logo that is too large',
      { purpose: 'business_logo', bytes: new Uint8Array([...png, ...new Uint8Array(512 * 1024)]) },
      'file',
    ],
  ])('%s is refused', async (_, upload, param) => {
    const uploads = openUploads();
    const { status, body } = await uploads.upload(upload);
    expect([status, body.error.param]).toEqual([400, param]);
    expect((await uploads.call('GET', '/v1/files')).body.data).toEqual([]);
  });

  test('names the kinds that it could be', async () => {
    const { upload } = openUploads();
    const { body } = await upload({ purpose: 'identity_document', bytes: pdf.slice(1) });
    expect(body.error.message).toBe(
      "We don't currently support that file type. Try uploading a file with one of the following " +
        'mimetypes: application/pdf, image/jpeg, image/png.',
    );
  });

  test('whose body ends too soon is refused', async () => {
    const { sandbox } = openUploads();
    const response = await sandbox.fetch(
      new Request(at, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'multipart/form-data; boundary=x',
        },
        body: '--x\r\nContent-Disposition: form-data; name="file"',
      }),
    );
    expect(response.status).toBe(400);
  });

  test('that is told as parameters is refused where it is no base64', async () => {
    const { call } = openUploads();
    const asked = {
      purpose: 'dispute_evidence',
      'file[name]': 'a.pdf',
      'file[data]': 'JVBERi0=##',
    };
    const { status, body } = await call('POST', '/v1/files', asked);
    expect([status, body.error.param]).toEqual([400, 'file']);
  });

  test('by the official SDK keeps what it is given', async () => {
    const { sandbox } = openUploads();
    const send = (url: string | URL | Request, init?: RequestInit) =>
      sandbox.fetch(new Request(url, init));
    const stripe = new Stripe(key, {
      httpClient: Stripe.createFetchHttpClient(send as typeof fetch),
    });
    const file = await stripe.files.create({
      purpose: 'business_logo',
      file: { data: png, name: 'logo "1".png', type: 'application/octet-stream' },
      file_link_data: { create: true, metadata: { for: 'us' } },
    });
    expect(file).toMatchObject({ type: 'png', size: png.length, expires_at: null });
    expect(file.links?.data).toMatchObject([{ file: file.id, metadata: { for: 'us' } }]);
  });
});

describe('a link', () => {
  async function openLink(params: Readonly<Record<string, string>> = {}) {
    const { call, upload } = openUploads();
    const { body } = await upload({ purpose: 'business_logo' });
    const link = await call('POST', '/v1/file_links', { file: body.id, ...params });
    return { call, upload, file: body, link };
  }

  test('leads to its file until it is ended', async () => {
    const { call, file, link } = await openLink();
    expect(link.body).toMatchObject({ expired: false, expires_at: null, file: file.id });
    expect(link.body.url).toMatch(/^https:\/\/files\.stripe\.com\/links\//);
    const own = `/v1/file_links/${link.body.id}`;
    const { body: whole } = await call('GET', own, { expand: ['file'] });
    expect(Object.keys(whole.file.links)).toEqual(['object', 'data', 'has_more', 'url']);
    const { body: ended } = await call('POST', own, { expires_at: 'now' });
    expect(ended).toMatchObject({ expired: true, expires_at: nowSeconds });
    expect((await call('POST', own, { expires_at: String(nowSeconds + 60) })).status).toBe(400);
    const open = await call('GET', '/v1/file_links', { expired: 'false' });
    expect(open.body.data).toEqual([]);
  });

  test.each([
    [{ expires_at: String(nowSeconds) }, 'expires_at'],
    [{ file: 'file_none' }, 'file'],
  ])('with %j is refused', async (params, param) => {
    const { link } = await openLink(params as Readonly<Record<string, string>>);
    expect([link.status, link.body.error.param]).toEqual([400, param]);
  });

  test('to what nobody else may see is refused', async () => {
    const { call, upload } = await openLink();
    const { body: file } = await upload({ purpose: 'identity_document' });
    const { status, body } = await call('POST', '/v1/file_links', { file: file.id });
    expect([status, body.error.param]).toEqual([400, 'file']);
  });
});

describe('the bytes of a file', () => {
  type Sandbox = ReturnType<typeof openUploads>['sandbox'];
  const headers = { Authorization: `Bearer ${key}` };

  async function bytesAt(sandbox: Sandbox, url: string, init: RequestInit = {}) {
    const response = await sandbox.fetch(new Request(url, init));
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, bytes, type: response.headers.get('Content-Type') };
  }

  test('come back to whoever has the key, from a snapshot too', async () => {
    const { sandbox, upload } = openUploads();
    const { body } = await upload({ purpose: 'dispute_evidence' });
    const given = await bytesAt(sandbox, body.url, { headers });
    expect(given).toEqual({ status: 200, bytes: png, type: 'image/png' });
    const other = openSandbox().sandbox;
    other.restore(JSON.parse(JSON.stringify(sandbox.snapshot())));
    expect((await bytesAt(other, body.url, { headers })).bytes).toEqual(png);
  });

  test.each<[string, RequestInit, number]>([
    ['without a key', {}, 401],
    ['with the key of somebody else', { headers: { Authorization: 'Bearer sk_test_else' } }, 404],
    ['of a file that is not there', { headers }, 404],
    ['that are sent, not asked for', { method: 'POST', headers }, 404],
  ])('are refused %s', async (why, init, status) => {
    const { sandbox, upload } = openUploads();
    const { body } = await upload({ purpose: 'dispute_evidence' });
    const url = why.includes('not there') ? `${at}/file_none/contents` : body.url;
    expect((await bytesAt(sandbox, url, init)).status).toBe(status);
  });

  test('are shown by a link to anybody, until it is over', async () => {
    let now = nowSeconds;
    const { sandbox } = openSandbox({ clock: () => now * 1000 });
    const call = callerOf(sandbox);
    const form = new FormData();
    form.set('purpose', 'dispute_evidence');
    form.set('file', new Blob([pdf]), 'proof.pdf');
    const sent = new Request(at, { method: 'POST', body: form, headers });
    const file = await (await sandbox.fetch(sent)).json();
    const { body: link } = await call('POST', '/v1/file_links', {
      file: file.id,
      expires_at: String(now + 60),
    });
    const given = await bytesAt(sandbox, link.url);
    expect(given).toEqual({ status: 200, bytes: pdf, type: 'application/pdf' });
    now += 60;
    expect((await bytesAt(sandbox, link.url)).status).toBe(404);
    expect((await call('GET', `/v1/file_links/${link.id}`)).body.expired).toBe(true);
  });

  test('of older files make room for those of newer ones', async () => {
    const { sandbox, upload } = openUploads();
    const bytes = new Uint8Array(3.5 * 1024 * 1024);
    const files: { id: string; url: string }[] = [];
    for (let count = 0; count < 3; count += 1) {
      files.push((await upload({ purpose: 'account_requirement', bytes: withStart(bytes) })).body);
    }
    const statuses = [];
    for (const { url } of files) statuses.push((await bytesAt(sandbox, url, { headers })).status);
    expect(statuses).toEqual([404, 200, 200]);
    expect((await callerOf(sandbox)('GET', `/v1/files/${files[0]?.id}`)).status).toBe(200);
  });
});

/** As a scan begins. */
function withStart(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  bytes.set(pdf);
  return bytes;
}
