// An object of the API as an answer shows it.

export interface SeenObject {
  readonly id: string;
  /** Its kind, as in `customer`. */
  readonly object: string;
  readonly [member: string]: unknown;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
