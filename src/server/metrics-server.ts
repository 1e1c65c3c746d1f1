// Metrics on a port of their own, which stays inside: the proxy's port is for everybody.

import { createServer } from 'node:http';
import { listenOnPort } from './listen.ts';
import type { ProxyMetrics } from './proxy-metrics.ts';
import type { Serving } from './serve.ts';

export async function serveMetrics(
  metrics: ProxyMetrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Serving> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.method !== 'GET' || incoming.url !== '/metrics') {
      outgoing.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => outgoing.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => outgoing.writeHead(500).end(),
    );
  });
  const url = await listenOnPort(server, host, port);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
