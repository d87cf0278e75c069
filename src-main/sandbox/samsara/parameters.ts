import type { Digest, ParameterDigest } from './digest.ts';
import digestFile from './samsara-digest.json' with { type: 'json' };
import { invalidParameter } from './refusal.ts';

/** Checked query parameters: every list as items, whether it came comma-joined or repeated. */
export interface Parameters {
  text(name: string): string | null;
  list(name: string): readonly string[];
  integer(name: string): number | null;
  /** Unix milliseconds. */
  time(name: string): number | null;
}

type Endpoints = Readonly<
  Record<string, { readonly parameters: Readonly<Record<string, ParameterDigest>> } | undefined>
>;
const endpoints: Endpoints = digestFile.endpoints;
const definitions: Readonly<Record<string, Digest | undefined>> = digestFile.definitions;

/** RFC 3339 with a zone: a time without one would mean something else on every machine. */
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

const resolve = (digest: Digest | undefined): Digest | undefined =>
  typeof digest === 'object' && 'ref' in digest ? resolve(definitions[digest.ref]) : digest;

function allowedValues(digest: Digest): readonly string[] | null {
  const schema = resolve(digest);
  if (typeof schema !== 'object') return null;
  if ('enum' in schema) return schema.enum.map(String);
  return 'items' in schema ? allowedValues(schema.items) : null;
}

function checkOne(name: string, parameter: ParameterDigest, values: readonly string[]): void {
  if (parameter.isRequired && values.length === 0) throw invalidParameter(name, 'it is required');
  const allowed = allowedValues(parameter.schema);
  const unknown = allowed === null ? undefined : values.find((value) => !allowed.includes(value));
  if (unknown !== undefined) throw invalidParameter(name, `unknown value ${unknown}`);
  if (parameter.schema === 'integer' && values.length > 0) {
    const value = Number(values[0]);
    const { minimum = -Infinity, maximum = Infinity } = parameter;
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw invalidParameter(name, `must be an integer from ${minimum} to ${maximum}`);
    }
  }
}

/** `auxInput3` to `auxInput10` count as one type against the limit of three. */
function countTypes(types: readonly string[]): number {
  const isGrouped = (type: string) => /^auxInput([3-9]|10)$/.test(type);
  return types.filter((type) => !isGrouped(type)).length + (types.some(isGrouped) ? 1 : 0);
}

/** Throws a refusal of status 400 for what the vendor's document forbids. Names it does not know are left alone. */
export function readParameters(path: string, query: URLSearchParams): Parameters {
  const known = endpoints[path]?.parameters ?? {};
  const list = (name: string): readonly string[] =>
    query
      .getAll(name)
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter((value) => value !== '');
  for (const [name, parameter] of Object.entries(known)) checkOne(name, parameter, list(name));
  if (countTypes(list('types')) > 3) throw invalidParameter('types', 'at most 3');
  if (list('decorations').length > 2) throw invalidParameter('decorations', 'at most 2');
  const text = (name: string) => {
    const value = query.get(name);
    return value === null || value === '' ? null : value;
  };
  return {
    text,
    list,
    integer: (name) => (text(name) === null ? null : Number(text(name))),
    time(name) {
      const value = text(name);
      if (value === null) return null;
      // A plus sign arrives as a space when a client forgot to encode it.
      const repaired = value.replace(' ', '+');
      if (!timePattern.test(repaired)) throw invalidParameter(name, 'must be a time in RFC 3339');
      return Date.parse(repaired);
    },
  };
}

/** Names in the query that the vendor's document does not have for this path: most likely a mistake of the client. */
export const unknownParameters = (path: string, query: URLSearchParams): string[] =>
  [...new Set(query.keys())].filter((name) => endpoints[path]?.parameters[name] === undefined);
