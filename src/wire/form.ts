// Stripe's message format: nested values as `a[b][0]=c`, in bodies and queries; and JSON for /v2.

/** What a parameter may be: text as sent, or, once checked (and in JSON bodies), its real type. */
export type FormValue = string | number | boolean | null | readonly FormValue[] | FormObject;

/** Without a prototype, so that `__proto__` and `constructor` are names like any other. */
export interface FormObject {
  readonly [name: string]: FormValue;
}
