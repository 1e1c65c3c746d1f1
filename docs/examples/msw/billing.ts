// What Pedalhaus' server does with Stripe, through the official SDK. It knows nothing of any test.

import Stripe from 'stripe';

const stripe = new Stripe(process.env['STRIPE_KEY'] ?? 'sk_test_pedalhaus');
const dayPassCents = 1800;

export interface Ride {
  readonly paymentId: string;
  readonly status: 'paid' | 'declined';
}

/** Charges a day with a bicycle to a card. A declined card is an answer, not an error. */
export async function rent(email: string, card: string): Promise<Ride> {
  const rider = await findOrRegister(email);
  try {
    const payment = await stripe.paymentIntents.create({
      amount: dayPassCents,
      currency: 'eur',
      customer: rider.id,
      payment_method: card,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      confirm: true,
    });
    return { paymentId: payment.id, status: 'paid' };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
    return { paymentId: error.payment_intent?.id ?? '', status: 'declined' };
  }
}

/** It rained. */
export async function giveBack({ paymentId }: Ride): Promise<void> {
  await stripe.refunds.create({ payment_intent: paymentId });
}

async function findOrRegister(email: string): Promise<Stripe.Customer> {
  const known = await stripe.customers.list({ email, limit: 1 });
  return known.data[0] ?? stripe.customers.create({ email });
}
