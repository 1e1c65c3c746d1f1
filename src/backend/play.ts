// Plays the requests of a named seed, each at its time before now, on a sandbox of its own.

import type { Fetch } from '../base/fetch.ts';

/**
 * `form` is the body of a POST. In path and form `{jane}` is the id in the answer to the step of that
 * name, `{jane.invoice_prefix}` another of its values, and `{-40d}` the second forty days before now.
 */
export interface PlayStep {
  /** As in 27.5. Never more than the step before. */
  readonly daysAgo: number;
  readonly name: string;
  /** Below `/v1/`. */
  readonly path: string;
  readonly form: string;
  /** Name of the step that made the connected account whose request it is. */
  readonly as?: string;
}

/**
 * `27.5 jane customers name=Jane&email=jane@example.com`, one line a step, which may go on in lines
 * that begin with `&`. `jane@shop` says as whom.
 */
export function readPlay(text: string): readonly PlayStep[] {
  return text
    .replace(/\n\s*&/g, '&')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readStep);
}

function readStep(line: string): PlayStep {
  const [daysAgo = '', label = '', path = '', ...form] = line.split(' ');
  const [name = '', as] = label.split('@');
  const step = { daysAgo: Number(daysAgo), name, path, form: form.join(' ') };
  return as === undefined ? step : { ...step, as };
}

export interface Stage {
  readonly send: Fetch;
  readonly key: string;
  readonly nowMs: number;
  /** Sets the stage's clock, in milliseconds since 1970. */
  setTime(timeMs: number): void;
}

const dayMs = 86_400_000;

/** Rejects where a step is refused; a declined card is no refusal. */
export async function play(steps: readonly PlayStep[], stage: Stage): Promise<void> {
  const answers = new Map<string, unknown>();
  for (const step of steps) {
    stage.setTime(stage.nowMs - step.daysAgo * dayMs);
    const response = await stage.send(requestOf(step, stage, answers));
    const text = await response.text();
    if (!response.ok && response.status !== 402) throw new Error(`Seed, ${step.name}: ${text}`);
    answers.set(step.name, JSON.parse(text));
  }
}

function requestOf(step: PlayStep, { key, nowMs }: Stage, answers: Map<string, unknown>): Request {
  const fill = (text: string): string =>
    text.replace(/\{([^}]+)\}/g, (_, reference: string) => valueOf(reference, nowMs, answers));
  const headers = new Headers({
    Authorization: `Bearer ${key}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  if (step.as !== undefined) headers.set('Stripe-Account', fill(`{${step.as}}`));
  return new Request(`https://api.stripe.com/v1/${fill(step.path)}`, {
    method: 'POST',
    headers,
    body: encoded(fill(step.form)),
  });
}

/** Written as one reads it, with blanks and at signs. */
function encoded(form: string): string {
  return form.replaceAll('+', '%2B').replaceAll(' ', '+');
}

function valueOf(reference: string, nowMs: number, answers: Map<string, unknown>): string {
  const days = /^-([\d.]+)d$/.exec(reference)?.[1];
  if (days !== undefined) return String(Math.floor((nowMs - Number(days) * dayMs) / 1000));
  const [name = '', ...path] = reference.split('.');
  let value = answers.get(name);
  for (const part of path.length > 0 ? path : ['id']) value = Object(value)[part];
  if (typeof value !== 'string') throw new Error(`Seed: nothing is known of {${reference}}`);
  return value;
}
