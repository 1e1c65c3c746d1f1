import { expect, test } from 'vitest';
import { headersMax, readHead } from '../../src/server/proxy-request.ts';

const host = ['Host', '127.0.0.1:8787'];

test('names come in small letters, and several of one name are one value', () => {
  const rawHeaders = [...host, 'X-A', '1', 'x-a', '2', 'Authorization', 'Bearer a', 'X-A', ''];
  const { headers, isAmbiguous } = readHead({ rawHeaders });
  expect([...headers]).toEqual([
    ['host', '127.0.0.1:8787'],
    ['x-a', '1, 2, '],
    ['authorization', 'Bearer a'],
  ]);
  expect(isAmbiguous).toBe(false);
});

test('they are what a Headers makes of them', () => {
  const rawHeaders = [...host, 'X-A', '1', 'x-a', '2', '__proto__', 'a', 'Constructor', 'b'];
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  const { headers } = readHead({ rawHeaders });
  expect([...headers].toSorted()).toEqual([...new Headers(pairs)].toSorted());
});

test.each([
  ['a key that is there twice', [...host, 'Authorization', 'a', 'authorization', 'b']],
  ['an empty one and another', [...host, 'Origin', '', 'Origin', 'https://a.example']],
  ['two hosts', [...host, ...host]],
  ['no host', ['X-A', '1']],
  ['a host with a path', ['Host', 'localhost/v1']],
  ['more than are read', [...host, ...Array.from({ length: headersMax }, () => ['A', 'b']).flat()]],
])('%s can be read in two ways', (_, rawHeaders) => {
  expect(readHead({ rawHeaders }).isAmbiguous).toBe(true);
});
