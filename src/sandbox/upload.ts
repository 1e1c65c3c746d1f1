// Bodies that hold files become forms like all others: of a file, its name, its type and its bytes.

import { ApiError } from '../wire/api-error.ts';
import { encodeText } from '../wire/form.ts';

/** `contentType` names the boundary. A file's bytes are written in base64, as `file[data]`. */
export async function formOf(
  bytes: ArrayBuffer | Uint8Array,
  contentType: string,
): Promise<string> {
  const form = await read(bytes, contentType);
  const parts = await Promise.all(
    Array.from(form, async ([name, value]) =>
      typeof value === 'string' ? pair(name, value) : filePairs(name, value),
    ),
  );
  return parts.join('&');
}

async function read(bytes: ArrayBuffer | Uint8Array, contentType: string): Promise<FormData> {
  const body = bytes as Uint8Array<ArrayBuffer>;
  try {
    return await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new ApiError('Invalid request: the multipart body is not written as its boundary says.');
  }
}

function pair(name: string, value: string): string {
  return `${name
    .split(/([[\]])/)
    .map(written)
    .join('')}=${encodeText(value)}`;
}

function written(part: string): string {
  return part === '[' || part === ']' ? part : encodeText(part);
}

async function filePairs(name: string, file: File): Promise<string> {
  const data = base64(new Uint8Array(await file.arrayBuffer()));
  const { name: filename, type } = file;
  return Object.entries({ data, name: filename, type })
    .map(([inner, value]) => pair(`${name}[${inner}]`, value))
    .join('&');
}

const chunkBytes = 0x8000;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunkBytes));
  }
  return btoa(binary);
}
