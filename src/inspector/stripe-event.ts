// What the inspector reads of an event of the API. Everything else of it is shown as JSON only.

export interface StripeEvent {
  readonly id: string;
  /** As in `customer.created`. */
  readonly type: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** The object at that moment. */
  readonly object: Readonly<Record<string, unknown>>;
  /** The whole event, as the API gives it. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Undefined for what is no event. */
export function readStripeEvent(value: unknown): StripeEvent | undefined {
  if (!isRecord(value)) return undefined;
  const { id, type, created, data } = value;
  if (typeof id !== 'string' || typeof type !== 'string') return undefined;
  const object = isRecord(data) && isRecord(data['object']) ? data['object'] : {};
  return { id, type, created: Number(created) || 0, object, json: value };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
