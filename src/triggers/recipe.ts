// What a recipe is: requests in their order, each under a name by which later ones refer to its
// answer. The same shape as the fixture files of the official CLI. Source:
// https://docs.stripe.com/cli/fixtures

/** What a parameter may be. Objects have no prototype, so that no name is special. */
export type RecipeValue = string | number | boolean | null | readonly RecipeValue[] | RecipeParams;

export interface RecipeParams {
  readonly [name: string]: RecipeValue;
}

export interface RecipeStep {
  /** Several steps may share one: a reference then means the latest. */
  readonly name: string;
  /** May hold references, as in `/v1/customers/${customer:id}`. */
  readonly path: string;
  /** In capitals; GET where the file names none. */
  readonly method: string;
  /** Undefined where the file has none, which /v2 tells apart from an empty object. */
  readonly params: RecipeParams | undefined;
  /** Refusals of this type are part of the recipe. */
  readonly expectedErrorType: string;
  readonly idempotencyKey: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Another host than the API's, as in `https://meter-events.stripe.com`; else empty. */
  readonly apiBase: string;
}

export interface Recipe {
  readonly steps: readonly RecipeStep[];
  /** Variables for the file `.env`, by name, with references. */
  readonly env: ReadonlyMap<string, string>;
}

/** What is wrong with a recipe or with its run, in the words of the official CLI. */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
}
