import digestFile from '../../../src-main/sandbox/samsara/samsara-digest.json' with { type: 'json' };
import type { Digest, SamsaraDigest } from '../../../src-main/sandbox/samsara/digest.ts';

export const digest: SamsaraDigest = digestFile;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function leafProblem(schema: string, value: unknown): string | null {
  switch (schema) {
    case 'any':
      return null;
    case 'integer':
      return Number.isInteger(value) ? null : 'is not an integer';
    case 'time':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? null : 'is not a time';
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === schema ? null : `is not a ${schema}`;
    default:
      return `has a type the checker does not know: ${schema}`;
  }
}

/** Everything in `value` that the vendor's document does not allow: unknown keys, wrong types, missing keys. */
export function problemsOf(schema: Digest, value: unknown, place = ''): string[] {
  if (typeof schema === 'string') {
    const problem = leafProblem(schema, value);
    return problem === null ? [] : [`${place} ${problem}: ${JSON.stringify(value)}`];
  }
  if ('ref' in schema) {
    const target = digest.definitions[schema.ref];
    return target === undefined
      ? [`${place} refers to nothing: ${schema.ref}`]
      : problemsOf(target, value, place);
  }
  if ('enum' in schema) {
    const isListed = schema.enum.some((allowed) => allowed === value);
    return isListed ? [] : [`${place} is not one of the listed values: ${JSON.stringify(value)}`];
  }
  if ('items' in schema) {
    if (!Array.isArray(value)) return [`${place} is not an array`];
    return value.flatMap((item, index) => problemsOf(schema.items, item, `${place}[${index}]`));
  }
  if (!isObject(value)) return [`${place} is not an object`];
  if ('values' in schema) {
    return Object.entries(value).flatMap(([key, item]) => problemsOf(schema.values, item, `${place}.${key}`));
  }
  const missing = schema.required.filter((key) => !(key in value)).map((key) => `${place}.${key} is missing`);
  const found = Object.entries(value).flatMap(([key, item]) => {
    const known = schema.keys[key];
    return known === undefined
      ? [`${place}.${key} is not a key the vendor has`]
      : problemsOf(known, item, `${place}.${key}`);
  });
  return [...missing, ...found];
}
