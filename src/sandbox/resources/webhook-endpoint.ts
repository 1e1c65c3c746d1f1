// Webhook endpoints: the secret that signs their deliveries is told once, and kept for whoever sends.
// Source: https://docs.stripe.com/api/webhook_endpoints/object

import type { Behaviour } from '../behaviour.ts';

export const webhookEndpoint: Behaviour = {
  object: 'webhook_endpoint',
  toldOnce: ['secret'],
  rules: {
    create(draft, { put }) {
      put({ id: draft.id, object: 'webhook_endpoint.secret', secret: draft['secret'] });
      return draft;
    },
  },
};
