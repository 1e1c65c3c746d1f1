// Every recipe on a fresh sandbox: it must run to its end and make the event that it is named for.

import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import { findRecipe, triggerNames } from '../../src/triggers/find-recipe.ts';
import type { Recipe } from '../../src/triggers/recipe.ts';
import { runRecipe } from '../../src/triggers/run-recipe.ts';
import { otherEvents } from './other-events.ts';

const key = 'sk_test_BQokikJOvBiI2HlWgH4olfQ2';
const nowMs = (): number => Date.parse('2026-11-25T12:00:00Z');

/** What went wrong; empty where the event was made. */
async function tryTrigger(name: string): Promise<string> {
  const { fetch } = createSandbox({ seed: name, now: '2026-11-25T12:00:00Z' });
  try {
    await runRecipe(findRecipe(name) as Recipe, {
      send: fetch,
      base: 'https://api.stripe.com',
      key,
      version: '',
      v2Version: '2026-08-26.dahlia',
      account: '',
      skip: [],
      signal: new AbortController().signal,
      tell: () => undefined,
      variable: () => undefined,
      newUuid: () => '00000000-0000-4000-8000-000000000000',
      nowMs,
    });
  } catch (error) {
    return String(error);
  }
  const wanted = otherEvents.get(name) ?? name;
  const url = `https://api.stripe.com/v1/events?limit=1&type=${wanted}`;
  const headers = { Authorization: `Bearer ${key}` };
  const response = await fetch(new Request(url, { headers }));
  const { data = [] } = (await response.json()) as { data?: unknown[] };
  return data.length > 0 ? '' : `no ${wanted}`;
}

describe('every trigger', () => {
  test.each(triggerNames.map((name) => [name]))('%s', { timeout: 60_000 }, async (name) => {
    expect(await tryTrigger(name)).toBe('');
  });
});
