// The proxy's log: a line of JSON for each request, as pino's readers expect it, and only what may
// stand in it.

import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/proxy/call.ts';
import { createProxyLog, type LogLevel } from '../../src/server/proxy-log.ts';

const passed: Observation = {
  operation: 'customers retrieve',
  method: 'GET',
  status: 200,
  durationMs: 12.34567,
  upstreamMs: 11.2,
  requestId: 'req_"1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  refusal: undefined,
};
const refused: Observation = { ...passed, method: 'BREW', status: 403, refusal: 'not_allowed' };
const failed: Observation = { ...passed, status: 502, upstreamMs: undefined };

function linesOf(level: LogLevel, observations: readonly Observation[]): unknown[] {
  let text = '';
  const log = createProxyLog(level, { write: (line: string) => void (text += line) });
  observations.forEach(log.observe);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}

describe('a request', () => {
  test('is one line, with what became of it', () => {
    expect(linesOf('requests', [passed])).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        event: 'request',
        operation: 'customers retrieve',
        method: 'GET',
        status: 200,
        durationMs: 12.35,
        upstreamMs: 11.2,
        requestId: 'req_"1',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        msg: '',
      },
    ]);
  });

  test('that failed is an error, and a method is one of a few', () => {
    expect(linesOf('requests', [refused, failed])).toMatchObject([
      { level: 30, method: 'other', refusal: 'not_allowed' },
      { level: 50, status: 502 },
    ]);
  });

  test('is written only where it is asked for', () => {
    const all = [passed, refused, failed];
    expect(linesOf('refusals', all)).toMatchObject([{ status: 403 }, { status: 502 }]);
    expect(linesOf('off', all)).toEqual([]);
  });
});

test('what is told stands among the lines of requests, without keys', () => {
  const lines: string[] = [];
  const log = createProxyLog('requests', { write: (line: string) => void lines.push(line) });
  log.observe(passed);
  log.tell('stopped', 'because of sk_live_4eC39HqLyjWDarjtT1zdp7dc');
  expect(lines).toHaveLength(2);
  expect(lines[1]).not.toContain('4eC39');
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 30, event: 'stopped' });
});
