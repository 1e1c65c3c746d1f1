import { describe, expect, test } from 'vitest';
import type { Limiter } from '../../src/proxy/call.ts';
import { byAddress, clientOf, memoryLimiter, readRule } from '../../src/proxy/limits.ts';
import { withParts } from '../../src/proxy/parts.ts';
import { bindingLimiter } from '../../src/proxy/worker-limiter.ts';
import { readTraceparent } from '../../src/proxy/trace.ts';

const rule = { requestsMax: 3, windowSeconds: 10 };

async function takes(limiter: Limiter, client: string, times: number): Promise<string> {
  const taken = [];
  for (let time = 0; time < times; time += 1) taken.push(await limiter.take(client));
  return taken
    .map((one) => (one.type === 'allowed' ? '.' : String(one.retryAfterSeconds)))
    .join(' ');
}

describe('counting in memory', () => {
  test('lets so many through in each window, and tells when the next one begins', async () => {
    let nowMs = 1000;
    const limiter = memoryLimiter(rule, () => nowMs);
    expect(await takes(limiter, 'a', 5)).toBe('. . . 10 10');
    nowMs += 9_500;
    expect(await takes(limiter, 'a', 1)).toBe('1');
    expect(await takes(limiter, 'b', 4)).toBe('. . . 10');
    nowMs += 500;
    expect(await takes(limiter, 'a', 4)).toBe('. . . 10');
  });

  test('holds no more than it may, however many ask', async () => {
    const limiter = memoryLimiter({ requestsMax: 1, windowSeconds: 1000 }, () => 0);
    for (let client = 0; client < 120_000; client += 1) await limiter.take(`client ${client}`);
    // The oldest are forgotten, the newest are not.
    expect(await takes(limiter, 'client 119999', 1)).toBe('1000');
    expect(await takes(limiter, 'client 0', 1)).toBe('.');
  });
});

test('a network of IPv6 is one client, an address of IPv4 is one', async () => {
  expect(clientOf('203.0.113.7')).toBe('203.0.113.7');
  expect(clientOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(clientOf('2001:0DB8:0001:0002::9')).toBe('2001:db8:1:2::/64');
  expect(clientOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(clientOf('::1')).toBe('0:0:0:0::/64');
  const limiter = byAddress(memoryLimiter(rule, () => 0));
  await takes(limiter, '2001:db8::1', 3);
  expect(await takes(limiter, '2001:db8::2', 1)).toBe('10');
});

test('a Worker’s binding counts; where it fails, counting goes on here', async () => {
  const insurance = memoryLimiter({ requestsMax: 1, windowSeconds: 60 }, () => 0);
  const answers: (boolean | Error)[] = [true, false, new Error('away'), new Error('away')];
  const limit = async (): Promise<{ success: boolean }> => {
    const answer = answers.shift();
    if (typeof answer !== 'boolean') throw answer;
    return { success: answer };
  };
  const limiter = bindingLimiter({ limit }, { windowSeconds: 10, insurance });
  expect(await takes(limiter, 'a', 4)).toBe('. 10 . 60');
});

test('rules are read, and what is none is not', () => {
  expect(readRule('300/60')).toEqual({ requestsMax: 300, windowSeconds: 60 });
  for (const text of ['', '300', '300/', '0/60', '5/0', '-1/60', '1e3/60', '1/60/60', 'many']) {
    expect(readRule(text)).toBeUndefined();
  }
});

test('wrong variables are all told at once', () => {
  const environment = {
    SANDSHELL_VISITORS: 'everyone',
    SANDSHELL_VISITOR_HOURS: '0',
    SANDSHELL_LIMIT_ALL: 'lots',
  };
  const limiter = (): Limiter => memoryLimiter(rule, () => 0);
  const join = (): unknown => withParts({ key: '' }, { environment, clock: () => 0, limiter });
  expect(join).toThrow(/SANDSHELL_VISITORS.*\n.*SANDSHELL_VISITOR_HOURS.*\n.*SANDSHELL_LIMIT_ALL/);
});

test.each([
  [undefined, true],
  [[], true],
  [['https://docs.example.com'], false],
])('whoever starts it is told that no page may ask: origins %j', (origins, isTold) => {
  const limiter = (): Limiter => memoryLimiter(rule, () => 0);
  const { notices } = withParts({ key: '', origins }, { environment: {}, clock: () => 0, limiter });
  expect(notices.some((notice) => notice.startsWith('No page may ask'))).toBe(isTold);
});

test('trace headers are taken where they are well formed', () => {
  const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  expect(readTraceparent(good)).toBe(good);
  for (const text of [
    null,
    '',
    good.toUpperCase(),
    `ff${good.slice(2)}`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
    `${good}-more`,
  ]) {
    expect(readTraceparent(text)).toBeUndefined();
  }
});
