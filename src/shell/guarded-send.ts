// The way out for requests that a recipe makes: a live key does not pass, and a failure of the
// network is told as Go's HTTP client tells it.

import type { Fetch } from '../base/fetch.ts';
import { wordsOfError } from '../base/words-of-error.ts';
import { RecipeError } from '../triggers/recipe.ts';
import type { Context } from './command.ts';
import { quote } from './go-format.ts';
import { refuseLiveKey } from './keys.ts';

export function guardedSend({ send, signal }: Context): Fetch {
  return async (request) => {
    const { method, url, headers } = request;
    const body = await request.clone().text();
    refuseLiveKey([decodeURIComponentSafely(url), body, ...headers.values()].join('\n'));
    try {
      return await send(request);
    } catch (error) {
      if (signal.aborted) throw error;
      const verb = method.charAt(0) + method.slice(1).toLowerCase();
      throw new RecipeError(`${verb} ${quote(url)}: ${wordsOfError(error)}`);
    }
  };
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
