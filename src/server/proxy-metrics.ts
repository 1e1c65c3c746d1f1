// The proxy's figures for Prometheus. Every label has few values, whatever clients send.
// Source: https://prometheus.io/docs/practices/naming/

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observation } from '../proxy/call.ts';
import { knownMethod } from './proxy-log.ts';

export interface ProxyMetrics {
  observe(observation: Observation): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** Seconds: a proxy adds little, an upstream takes up to many. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `isReady` is asked with each reading. */
export function createProxyMetrics(isReady: () => boolean): ProxyMetrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'sandshell_proxy_requests_total',
    help: 'Requests that were answered.',
    labelNames: ['operation', 'method', 'status'],
    registers,
  });
  const refusals = new Counter({
    name: 'sandshell_proxy_refusals_total',
    help: 'Requests that the proxy itself refused, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const durations = new Histogram({
    name: 'sandshell_proxy_request_duration_seconds',
    help: 'From a request to its answer.',
    buckets,
    registers,
  });
  const upstream = new Histogram({
    name: 'sandshell_proxy_upstream_duration_seconds',
    help: 'Of that, waiting for the upstream.',
    buckets,
    registers,
  });
  const ready = new Gauge({
    name: 'sandshell_proxy_ready',
    help: '1 where requests should come here.',
    registers,
  });

  return {
    contentType: registry.contentType,
    text() {
      ready.set(isReady() ? 1 : 0);
      return registry.metrics();
    },
    observe({ operation = 'none', method, status, durationMs, upstreamMs, refusal }) {
      const statusClass = `${Math.floor(status / 100)}xx`;
      requests.inc({ operation, method: knownMethod(method), status: statusClass });
      if (refusal !== undefined) refusals.inc({ reason: refusal });
      durations.observe(durationMs / 1000);
      if (upstreamMs !== undefined) upstream.observe(upstreamMs / 1000);
    },
  };
}
