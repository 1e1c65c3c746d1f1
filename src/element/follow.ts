// Follows what happens in the page's sandbox, for commands that show it as it comes.

import type { FollowedEvent, Follower } from '../shell/command.ts';
import type { PageConnection } from './page.ts';

/** Gives a function that ends it. */
export function follow({ event, request }: Follower, page: PageConnection): () => void {
  const stops = [
    event && page.onEvent((one) => event(one as FollowedEvent)),
    request && page.requests.on('add', request),
  ];
  return () => {
    for (const stop of stops) stop?.();
  };
}
