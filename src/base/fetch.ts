// The one door shape of the house: what answers requests, and what wraps something that does.

/**
 * Never rejects for an API error: those are Responses. Rejects when no answer could be had; an error
 * may then tell by its `url` where the request really went.
 */
export type Fetch = (request: Request) => Promise<Response>;

export interface ResponseParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Makes the Response of a Fetch: a whole one, or one that is quicker to make where it is read. */
export type Respond = (parts: ResponseParts) => Response;
