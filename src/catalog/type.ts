// What a value of the API may be. Written short in the generated files, read into these
// shapes on first use.

export type Type =
  | { readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'decimal' | 'int64' | 'any' }
  | { readonly type: 'timestamp' | 'currency' | 'date-time' }
  | { readonly type: 'metadata' }
  | { readonly type: 'map' | 'array' | 'list' | 'search'; readonly item: Type }
  | { readonly type: 'enum'; readonly values: readonly string[]; readonly isOpen: boolean }
  | { readonly type: 'object'; readonly fields: Fields }
  /** A whole object of the API, by its `object` name, such as `customer`. */
  | { readonly type: 'resource'; readonly object: string; readonly isDeleted: boolean }
  /** An id, or with `expand` the object itself. */
  | { readonly type: 'expandable'; readonly objects: readonly string[] }
  | { readonly type: 'union'; readonly options: readonly Type[] };

export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  /** An empty string unsets it. Parameters only. */
  readonly isClearable: boolean;
}

/** By the API's own name, such as `postal_code`, in the order of the description. */
export type Fields = ReadonlyMap<string, Field>;

/** The kinds of objects that it holds, in the order of the description, each once. */
export function objectsOf(type: Type): readonly string[] {
  switch (type.type) {
    case 'resource':
      return [type.object];
    case 'expandable':
      return type.objects;
    case 'list':
    case 'search':
    case 'array':
      return objectsOf(type.item);
    case 'union':
      return [...new Set(type.options.flatMap(objectsOf))];
    default:
      return [];
  }
}
