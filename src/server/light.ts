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

/** The prototype of the stand-ins: an instance of the kind, with every member of it. */
export function lightPrototype<Light extends object>(kind: LightKind<Light>): object {
  const made = Object.create(kind.prototype, kind.short) as object;
  for (const name of Reflect.ownKeys(kind.prototype)) {
    if (name === 'constructor' || name === Symbol.toStringTag || Object.hasOwn(made, name))
      continue;
    const member = Reflect.getOwnPropertyDescriptor(kind.prototype, name)?.value as unknown;
    Object.defineProperty(made, name, asked(name, member, kind.realOf));
  }
  return made;
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
