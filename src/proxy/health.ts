// Whether the proxy lives, and whether it can be given requests: asked by whoever runs many of them.

export interface Health {
  /** Words why no requests should come here, as in `stopped`; empty where they should. */
  unready(): readonly string[];
  /** Words for what is missing while it serves all the same, as in `redis`. */
  lacking(): readonly string[];
}

type Endpoints = Readonly<Record<string, () => Response>>;

export function healthEndpoints({ unready, lacking }: Health): Endpoints {
  return {
    '/healthz': () => Response.json({ status: 'ok' }),
    '/readyz': () => {
      const reasons = unready();
      if (reasons.length > 0) {
        return Response.json({ status: 'not_ready', reasons }, { status: 503 });
      }
      const missing = lacking();
      return Response.json(missing.length > 0 ? { status: 'ready', missing } : { status: 'ready' });
    },
  };
}
