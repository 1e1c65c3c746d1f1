// Which host names are this machine: one rule for whoever sends something there, one for who asks.

/**
 * Whoever resolves it. As `URL.hostname` writes it, or a bare address, as in `::1`. Names below
 * `localhost` are none: a program may ask the network for them, and another machine may answer.
 * Source: https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(hostname);
}

/**
 * Of a Host or an Origin: browsers keep every name below `localhost` to this machine, so that no
 * foreign page comes under one.
 * Source: https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 */
export function isLoopbackName(hostname: string): boolean {
  return isLoopback(hostname) || /^([a-z0-9-]+\.)+localhost$/i.test(hostname);
}
