// For mistakes of the programmer: stops at once, with the claim that turned out false.

export function assert(claim: unknown, message: string): asserts claim {
  if (!claim) throw new Error(`Assertion failed: ${message}`);
}

/** Takes the place of `!`: the value, or a stop that names what was missing. */
export function present<T>(value: T | undefined | null, name: string): T {
  assert(value !== undefined && value !== null, `${name} is missing`);
  return value;
}
