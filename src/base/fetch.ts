// The one door shape of the house: what answers requests, and what wraps something that does.

/**
 * Never rejects for an API error: those are Responses. Rejects when no answer could be had; an error
 * may then tell by its `url` where the request really went.
 */
export type Fetch = (request: Request) => Promise<Response>;
