// Webhook endpoints: the secret that signs their deliveries is told once.
// Source: https://docs.stripe.com/api/webhook_endpoints/object

import type { Behaviour } from '../behaviour.ts';

export const webhookEndpoint: Behaviour = { object: 'webhook_endpoint', toldOnce: ['secret'] };
