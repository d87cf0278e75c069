/** What of an API's document matters to whoever calls it. */
export type ApiShape = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

type Json = Readonly<Record<string, unknown>>;
type Direction = 'input' | 'output';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asObject = (value: unknown): Json => (isObject(value) ? value : {});
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function contentOf(part: unknown): unknown {
  const media = Object.values(asObject(asObject(part)['content']))[0];
  return asObject(media)['schema'] ?? null;
}

/** Paths with the schemas of what goes in and what comes out, of an OpenAPI document. */
export function shapeOf(document: unknown): ApiShape {
  const entries = Object.entries(asObject(asObject(document)['paths'])).map(([path, item]) => {
    const post = asObject(asObject(item)['post']);
    const output = contentOf(asObject(post['responses'])['200']);
    return [path, { input: contentOf(post['requestBody']), output }] as const;
  });
  return Object.fromEntries(entries);
}

const optionsOf = (schema: Json): readonly unknown[] | null => {
  const options = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(options) ? options : null;
};

/** Of what goes in, bounds may only widen. What comes out may be anything within its type. */
const upperBounds = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum'];
const lowerBounds = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum'];

function boundBreaks(before: Json, after: Json, where: string): string[] {
  const narrower = (
    names: readonly string[],
    isNarrower: (old: number, next: number) => boolean,
    none: number,
  ) =>
    names.filter((name) => {
      const [old = none, next = none] = [
        before[name] as number | undefined,
        after[name] as number | undefined,
      ];
      return isNarrower(old, next);
    });
  return [
    ...narrower(upperBounds, (old, next) => next < old, Infinity),
    ...narrower(lowerBounds, (old, next) => next > old, -Infinity),
  ].map((name) => `${where}: ${name} is narrower`);
}

function objectBreaks(before: Json, after: Json, direction: Direction, where: string): string[] {
  const [oldProperties, newProperties] = [asObject(before['properties']), asObject(after['properties'])];
  const [oldRequired, newRequired] = [asList(before['required']), asList(after['required'])];
  const [from, to] = direction === 'input' ? [newRequired, oldRequired] : [oldRequired, newRequired];
  const verb = direction === 'input' ? 'is required now' : 'may be missing now';
  return [
    ...from.filter((name) => !to.includes(name)).map((name) => `${where}.${String(name)}: ${verb}`),
    ...Object.entries(oldProperties).flatMap(([name, schema]) =>
      name in newProperties
        ? schemaBreaks(schema, newProperties[name], direction, `${where}.${name}`)
        : [`${where}.${name}: is gone`],
    ),
  ];
}

function schemaBreaks(before: unknown, after: unknown, direction: Direction, where: string): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after)) {
    // No input before: asking for some is a break only where it is required, which a body is.
    return before === null && direction === 'output' ? [] : [`${where}: is another thing`];
  }
  const oldOptions = optionsOf(before);
  const newOptions = optionsOf(after);
  if (oldOptions || newOptions) {
    const candidates = newOptions ?? [after];
    return (oldOptions ?? [before]).flatMap((option, index) =>
      candidates.some((candidate) => schemaBreaks(option, candidate, direction, where).length === 0)
        ? []
        : [`${where}: its form ${index + 1} is gone`],
    );
  }
  const [oldType, newType] = [JSON.stringify(before['type']), JSON.stringify(after['type'])];
  if (oldType !== newType) return [`${where}: is ${newType}, was ${oldType}`];
  const [oldValues, newValues] = [before, after].map(({ enum: values, const: only }) =>
    only === undefined ? asList(values) : [only],
  ) as [readonly unknown[], readonly unknown[]];
  const lost = newValues.length === 0 ? [] : oldValues.filter((value) => !newValues.includes(value));
  const isFixedNow = direction === 'input' && oldValues.length === 0 && newValues.length > 0;
  return [
    ...lost.map((value) => `${where}: "${String(value)}" is gone`),
    ...(isFixedNow ? [`${where}: takes certain values only now`] : []),
    ...(direction === 'input' ? boundBreaks(before, after, where) : []),
    ...objectBreaks(before, after, direction, where),
    ...('items' in before ? schemaBreaks(before['items'], after['items'], direction, `${where}[]`) : []),
    ...(isObject(before['additionalProperties'])
      ? schemaBreaks(before['additionalProperties'], after['additionalProperties'], direction, `${where}{}`)
      : []),
  ];
}

/** What a client written against `before` would trip over; empty when there were additions only. */
export function findBreaks(before: ApiShape, after: ApiShape): string[] {
  return Object.entries(before).flatMap(([path, shape]) => {
    const next = after[path];
    if (next === undefined) return [`${path}: is gone`];
    return [
      ...schemaBreaks(shape.input, next.input, 'input', `${path} takes`),
      ...schemaBreaks(shape.output, next.output, 'output', `${path} gives`),
    ];
  });
}
