// Stand-ins for Node's own Request, Response and Headers, which take long to make: they know a few
// things by themselves, and ask a real one, made when it is first needed, for everything else.

export type Members<Light> = Readonly<Record<string, PropertyDescriptor & ThisType<Light>>>;

export interface LightKind<Light extends object> {
  /** Of the real kind. */
  readonly prototype: object;
  /** The members that are worth a short way, each for a `this` that is a Light. */
  readonly short: Members<Light>;
  realOf(light: Light): object;
}

/** A stand-in that holds what it is made of as its `parts`. */
export function lightOf<Real>(prototype: object, parts: object): Real {
  return Object.assign(Object.create(prototype) as object, { parts }) as Real;
}

/** The prototype of the stand-ins: an instance of the kind, with every member of it. */
export function lightPrototype<Light extends object>(kind: LightKind<Light>): object {
  const made = Object.create(kind.prototype, kind.short) as object;
  for (const [name, { value }] of membersOf(kind.prototype)) {
    if (name === 'constructor' || name === Symbol.toStringTag || Object.hasOwn(made, name))
      continue;
    Object.defineProperty(made, name, asked(name, value, kind.realOf));
  }
  return made;
}

/** Inherited ones too, but none of plain objects. */
function membersOf(prototype: object): readonly (readonly [string | symbol, PropertyDescriptor])[] {
  if (prototype === Object.prototype) return [];
  const own = Reflect.ownKeys(prototype).map((name) => {
    const member = Reflect.getOwnPropertyDescriptor(prototype, name) ?? {};
    return [name, member] as const;
  });
  return [...own, ...membersOf(Reflect.getPrototypeOf(prototype) ?? Object.prototype)];
}

function asked<Light extends object>(
  name: string | symbol,
  member: unknown,
  realOf: (light: Light) => object,
): PropertyDescriptor & ThisType<Light> {
  if (typeof member !== 'function') {
    return {
      get() {
        return Reflect.get(realOf(this), name);
      },
    };
  }
  return {
    value(...rest: unknown[]) {
      return Reflect.apply(member, realOf(this), rest);
    },
  };
}
