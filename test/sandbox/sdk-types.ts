// Holds answers against the types of the official SDK, read from its declarations with the TypeScript
// compiler: nothing of the project's own catalogue is asked.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API, SymbolFlags, TypeFlags, type Checker, type Type } from 'typescript/unstable/sync';

/** As text, such as `charge.outcome.type is "x": not one of …`. */
export type Problem = string;

/** Of one value at one place. */
type Rule = (value: unknown, place: string) => readonly Problem[];

/** Where the API sends more than the SDK lists: instructions for all five kinds of bank transfers. */
const isOpen = /^funding_instructions\.bank_transfer\.type is "(gb|mx|us)_bank_transfer"/;

/** What /v2 tells as null until `include` asks for it; the SDK calls it optional. */
const isLeftOut = new RegExp(
  String.raw`^v2\.core\.(account\.(configuration(\.[a-z]+)?|defaults|(future_)?requirements|identity)|` +
    String.raw`event_destination\.webhook_endpoint\.(signing_secret|url)) is null: `,
);

/** Of a connected account that is debited, the API names no more. */
const isNamed = /^charge\.source\.(?!id|object)\w+ is missing$/;

const asTold = [isOpen, isLeftOut, isNamed];
/** What is nowhere yet has no id, whatever the SDK says. */
const isNameless = 'invoice.upcoming: invoice.id is missing';

const none: readonly Problem[] = [];
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Of the compiler; there only for its eyes. */
const settingsPath = join(root, 'node_modules/.sdk-types.json');

const settings = {
  compilerOptions: {
    exactOptionalPropertyTypes: true,
    lib: ['es2022'],
    module: 'nodenext',
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: 'es2022',
    types: [],
  },
};

/** Where an interface with a field `object` of one literal begins. */
interface Declared {
  readonly path: string;
  readonly at: number;
  readonly isDeleted: boolean;
}

export interface SdkTypes {
  /** Empty where all is as the SDK says; an object that it has no type for is passed over. */
  problemsOf(value: unknown): readonly Problem[];
}

/** `stripe-catalog` is the SDK of the version that the sandbox answers in, `stripe` the newest one. */
type Package = 'stripe-catalog' | 'stripe';

const opened = new Map<Package, SdkTypes>();

/** Takes about a third of a second the first time. */
export function sdkTypes(name: Package = 'stripe-catalog'): SdkTypes {
  const known = opened.get(name) ?? openTypes(join(root, 'node_modules', name, 'esm'));
  opened.set(name, known);
  return known;
}

function openTypes(folder: string): SdkTypes {
  const written = JSON.stringify({ ...settings, files: [join(folder, 'stripe.core.d.ts')] });
  const api = new API({
    cwd: root,
    fs: {
      fileExists: (path) => (path === settingsPath ? true : undefined),
      readFile: (path) => (path === settingsPath ? written : undefined),
    },
  });
  const [project] = api.updateSnapshot({ openProjects: [settingsPath] }).getProjects();
  if (!project) throw new Error('The declarations of the SDK could not be opened.');
  const { checker } = project;
  const rules = createRules(checker);
  const declared = declaredObjects(join(folder, 'resources'));

  const rulesOf = new Map<string, readonly Rule[]>();
  function rulesFor(object: string, isDeleted: boolean): readonly Rule[] {
    const key = `${object} ${isDeleted}`;
    const known = rulesOf.get(key);
    if (known) return known;
    const made = (declared.get(object) ?? [])
      .filter((one) => one.isDeleted === isDeleted)
      .map(({ path, at }) => {
        const symbol = checker.getSymbolAtPosition(path, at);
        if (!symbol) throw new Error(`There is no type at ${path}:${at}.`);
        return rules.ruleOf(checker.getDeclaredTypeOfSymbol(symbol));
      });
    rulesOf.set(key, made);
    return made;
  }

  function problemsOf(value: unknown): readonly Problem[] {
    if (!isObject(value)) return none;
    const { object } = value;
    // What is deleted in v2 says no more than that.
    if (String(object).startsWith('v2.') && Object.keys(value).length === 2) return none;
    if (object === 'list' || object === 'search_result') {
      return (value['data'] as readonly unknown[]).flatMap(problemsOf);
    }
    const own = rulesFor(String(object), value['deleted'] === true);
    const found = own.length === 0 ? none : fewest(own, value, String(object));
    const problems = found.filter((problem) => !asTold.some((known) => known.test(problem)));
    return object === 'event' ? [...problems, ...ofEvent(value)] : problems;
  }

  function ofEvent({ type, data }: Readonly<Record<string, unknown>>): readonly Problem[] {
    const told = problemsOf((data as { readonly object: unknown }).object);
    const named = told.map((problem) => `${String(type)}: ${problem}`);
    return named.filter((problem) => problem !== isNameless);
  }

  return { problemsOf };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function declaredObjects(folder: string): ReadonlyMap<string, readonly Declared[]> {
  const found = new Map<string, Declared[]>();
  for (const path of filesIn(folder)) {
    const text = readFileSync(path, 'utf8');
    for (const { index, 0: head } of text.matchAll(/^export interface \w+ [^{]*\{/gm)) {
      const body = text.slice(index, text.indexOf('\n}', index));
      const object = /^ {4}object: '([^']+)';/m.exec(body)?.[1];
      if (object === undefined) continue;
      const isDeleted = /^ {4}deleted: true;/m.test(body);
      const at = index + head.indexOf('interface ') + 'interface '.length;
      found.set(object, [...(found.get(object) ?? []), { path, at, isDeleted }]);
    }
  }
  return found;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What the option says that has least against the value. */
function fewest(options: readonly Rule[], value: unknown, place: string): readonly Problem[] {
  const told = options.map((option) => option(value, place));
  return told.reduce((least, problems) => (problems.length < least.length ? problems : least));
}

function createRules(checker: Checker) {
  const known = new Map<number, Rule>();

  function ruleOf(type: Type): Rule {
    const made = known.get(type.id);
    if (made) return made;
    // Types name one another in circles: what is asked for again finds this.
    let rule: Rule = () => none;
    known.set(type.id, (value, place) => rule(value, place));
    rule = makeRule(type);
    return rule;
  }

  function makeRule(type: Type): Rule {
    const { flags } = type;
    if (flags & TypeFlags.AnyOrUnknown) return () => none;
    if (type.isLiteralType()) return oneOf([type.value]);
    if (flags & TypeFlags.String) return kindOf('string');
    if (flags & TypeFlags.Number) return kindOf('number');
    if (flags & TypeFlags.Boolean) return kindOf('boolean');
    if (flags & TypeFlags.BigInt) return kindOf('string');
    if (flags & TypeFlags.Null)
      return (value, place) => (value === null ? none : [`${place} is there`]);
    if (type.isUnionType()) return union(type.getTypes());
    // A decimal is a class in the SDK, and text on the wire; `string & …` is any text.
    if (type.isIntersectionType()) return kindOf('string');
    if (checker.isArrayType(type) && type.isTypeReference()) {
      const [item] = checker.getTypeArguments(type);
      return item ? arrayOf(ruleOf(item)) : () => none;
    }
    return flags & TypeFlags.Object ? objectLike(type) : () => none;
  }

  function union(types: readonly Type[]): Rule {
    const isNullable = types.some(({ flags }) => flags & TypeFlags.Null);
    const literals = types.flatMap((type) => (type.isLiteralType() ? [type.value] : []));
    const others = types.filter(
      (type) =>
        !type.isLiteralType() &&
        !(flags(type) & (TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void)) &&
        // Beside listed values it means those that are not listed yet.
        !(type.isIntersectionType() && literals.length > 0),
    );
    const plain = others.filter((type) => !isObjectType(type)).map(ruleOf);
    if (literals.length > 0) plain.push(oneOf(literals));
    const objects = others
      .filter(isObjectType)
      .map((type) => ({ object: literalOf(type, 'object'), rule: ruleOf(type) }));
    return (value, place) => {
      if (value === null && isNullable) return none;
      const named = isObject(value)
        ? objects.filter(({ object }) => object === value['object'])
        : [];
      const fitting = (named.length > 0 ? named : objects).map(({ rule }) => rule);
      const options = isObject(value) ? fitting : plain;
      const all = options.length > 0 ? options : [...plain, ...fitting];
      return all.length === 0 ? none : fewest(all, value, place);
    };
  }

  function isObjectType(type: Type): boolean {
    return Boolean(type.flags & TypeFlags.Object) && !checker.isArrayType(type);
  }

  function literalOf(type: Type, name: string): unknown {
    const symbol = checker.getPropertyOfType(type, name);
    const own = symbol && checker.getTypeOfSymbol(symbol);
    return own?.isLiteralType() ? own.value : undefined;
  }

  function objectLike(type: Type): Rule {
    const [index] = checker.getIndexInfosOfType(type);
    const fields = checker.getPropertiesOfType(type).flatMap((symbol) => {
      const own = checker.getTypeOfSymbol(symbol);
      const isOptional = Boolean(symbol.flags & SymbolFlags.Optional);
      // Live objects say `deleted?: void`, only to be told from deleted ones.
      if (!own || (symbol.name === 'deleted' && isOptional)) return [];
      return [{ name: symbol.name, isOptional, rule: ruleOf(own) }];
    });
    const item = index && fields.length === 0 ? ruleOf(index.valueType) : undefined;
    return (value, place) => {
      if (!isObject(value)) return [`${place} is ${told(value)}: not an object`];
      const inner = item
        ? Object.entries(value).flatMap(([name, one]) => item(one, `${place}.${name}`))
        : [];
      const problems = fields.flatMap(({ name, isOptional, rule }) => {
        if (value[name] !== undefined) return rule(value[name], `${place}.${name}`);
        return isOptional ? [] : [`${place}.${name} is missing`];
      });
      return [...inner, ...problems];
    };
  }

  return { ruleOf };
}

function flags(type: Type): TypeFlags {
  return type.flags;
}

function kindOf(kind: 'string' | 'number' | 'boolean'): Rule {
  return (value, place) =>
    typeof value === kind ? none : [`${place} is ${told(value)}: not a ${kind}`];
}

function oneOf(values: readonly unknown[]): Rule {
  return (value, place) =>
    values.includes(value) ? none : [`${place} is ${told(value)}: not one of ${values.join(', ')}`];
}

function arrayOf(item: Rule): Rule {
  return (value, place) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => item(one, `${place}.${index}`))
      : [`${place} is ${told(value)}: not an array`];
}

function told(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
