/**
 * Makes the digest of Samsara's official OpenAPI document that the sandbox and its tests check against: paths,
 * parameters, keys, types and enumerations of the endpoints we use; no texts, no examples.
 *
 *   node src-main/tooling/samsara-digest.ts <openapi.json> [output.json]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { z } from 'zod';
import type { Digest, ParameterDigest, SamsaraDigest } from '../sandbox/samsara/digest.ts';

export const digestPaths = [
  '/me',
  '/fleet/vehicles',
  '/fleet/drivers',
  '/fleet/driver-vehicle-assignments',
  '/fleet/hos/clocks',
  '/fleet/vehicles/stats',
  '/fleet/vehicles/stats/feed',
  '/fleet/vehicles/stats/history',
  '/gateways',
  '/tags',
  '/addresses',
  '/addresses/{id}',
  '/alerts/configurations',
  '/alerts/incidents/stream',
  '/safety-events/stream',
  '/trips/stream',
  '/fleet/hos/logs',
  '/fleet/hos/violations',
  '/readings/latest',
  '/readings/history',
] as const;

/** What we write: "METHOD path". */
export const digestWrites = ['POST /addresses', 'PATCH /addresses/{id}', 'DELETE /addresses/{id}'] as const;

const defaultOutput = 'src-main/sandbox/samsara/samsara-digest.json';

const schemaSchema = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  example: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  get items() {
    return schemaSchema.optional();
  },
  get properties() {
    return z.record(z.string(), schemaSchema).optional();
  },
  get allOf() {
    return z.array(schemaSchema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), schemaSchema]).optional();
  },
});
type Schema = z.infer<typeof schemaSchema>;

const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema }));
const operationSchema = z.object({
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: schemaSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.optional() })),
});

const documentSchema = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(
    z.string(),
    z.looseObject({
      get: operationSchema.optional(),
      post: operationSchema.optional(),
      patch: operationSchema.optional(),
      delete: operationSchema.optional(),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});
type OpenApi = z.infer<typeof documentSchema>;

function mergeAllOf(parts: readonly Schema[], resolve: (schema: Schema) => Schema): Schema {
  const resolved = parts.map(resolve);
  return {
    type: 'object',
    properties: Object.assign({}, ...resolved.map((part) => part.properties ?? {})),
    required: resolved.flatMap((part) => part.required ?? []),
  };
}

function createReader(document: OpenApi) {
  const resolve = (schema: Schema): Schema => {
    if (schema.allOf !== undefined) return mergeAllOf(schema.allOf, resolve);
    if (schema.$ref === undefined) return schema;
    const name = schema.$ref.split('/').at(-1) ?? '';
    const target = document.components.schemas[name];
    if (target === undefined) throw new Error(`the document has no schema ${name}`);
    return resolve(target);
  };
  const read = (reference: Schema): Digest => {
    const schema = resolve(reference);
    if (schema.enum !== undefined) return { enum: schema.enum };
    if (schema.items !== undefined) return { items: read(schema.items) };
    if (schema.properties !== undefined) {
      const keys = Object.entries(schema.properties).map(([key, value]) => [key, read(value)] as const);
      return { keys: Object.fromEntries(keys), required: schema.required ?? [] };
    }
    if (schema.type === 'object') {
      // The value of a reading is declared as an object, with the text "off" as its example: it may be anything.
      if (schema.example !== undefined && typeof schema.example !== 'object') return 'any';
      const values = schema.additionalProperties;
      return { values: typeof values === 'object' ? read(values) : 'any' };
    }
    const isTime = schema.format === 'date-time';
    return isTime ? 'time' : (schema.type ?? 'any');
  };
  return { read, resolve };
}

/** Replaces objects that occur more than once by references, smallest parts included. */
function shareRepeated(roots: readonly Digest[]): { roots: Digest[]; definitions: Record<string, Digest> } {
  const counts = new Map<string, number>();
  const children = (digest: Digest): Digest[] => {
    if (typeof digest === 'string') return [];
    if ('items' in digest) return [digest.items];
    if ('values' in digest) return [digest.values];
    return 'keys' in digest ? Object.values(digest.keys) : [];
  };
  const count = (digest: Digest): void => {
    if (typeof digest !== 'string' && ('keys' in digest || ('enum' in digest && digest.enum.length > 6))) {
      const text = JSON.stringify(digest);
      const seen = counts.get(text) ?? 0;
      counts.set(text, seen + 1);
      if (seen > 0) return;
    }
    children(digest).forEach(count);
  };
  roots.forEach(count);
  const definitions: Record<string, Digest> = {};
  const names = new Map<string, string>();
  const shareParts = (digest: Digest): Digest => {
    if (typeof digest === 'string' || 'enum' in digest || 'ref' in digest) return digest;
    if ('items' in digest) return { items: share(digest.items) };
    if ('values' in digest) return { values: share(digest.values) };
    const keys = Object.entries(digest.keys).map(([key, value]) => [key, share(value)] as const);
    return { keys: Object.fromEntries(keys), required: digest.required };
  };
  const share = (digest: Digest): Digest => {
    const text = JSON.stringify(digest);
    if ((counts.get(text) ?? 0) < 2) return shareParts(digest);
    const known = names.get(text);
    if (known !== undefined) return { ref: known };
    const name = `shared${names.size + 1}`;
    names.set(text, name);
    definitions[name] = shareParts(digest);
    return { ref: name };
  };
  return { roots: roots.map(share), definitions };
}

const bounds = ({ minimum, maximum }: Schema): Pick<ParameterDigest, 'minimum' | 'maximum'> => ({
  ...(minimum === undefined ? {} : { minimum }),
  ...(maximum === undefined ? {} : { maximum }),
});

interface Draft {
  readonly name: string;
  readonly parameters: z.infer<typeof operationSchema>['parameters'];
  readonly bodies: readonly [request: Digest, response: Digest, error: Digest];
}

/** Throws when the document lacks one of the operations or has another form than OpenAPI 3.0's. */
export function digestOpenApi(openApi: unknown): SamsaraDigest {
  const document = documentSchema.parse(openApi);
  const { read, resolve } = createReader(document);
  const bodyOf = (content: z.infer<typeof contentSchema> | undefined): Digest => {
    const first = Object.values(content ?? {})[0];
    return first === undefined ? 'any' : read(first.schema);
  };
  const draftOf = (name: string, method: 'get' | 'post' | 'patch' | 'delete', path: string): Draft => {
    const operation = document.paths[path]?.[method];
    if (operation === undefined) throw new Error(`the document has no ${method.toUpperCase()} ${path}`);
    const { responses, requestBody } = operation;
    return {
      name,
      parameters: operation.parameters.filter((parameter) => parameter.in === 'query'),
      bodies: [
        bodyOf(requestBody?.content),
        bodyOf(responses['200']?.content),
        bodyOf((responses['401'] ?? responses['default'])?.content),
      ],
    };
  };
  const reads = digestPaths.map((path) => draftOf(path, 'get', path));
  const methods = { POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;
  const writes = digestWrites.map((name) => {
    const [method, path = ''] = name.split(' ');
    return draftOf(name, methods[method as keyof typeof methods], path);
  });
  const drafts = [...reads, ...writes];
  const digests = drafts.flatMap(({ parameters, bodies }) => [
    ...bodies,
    ...parameters.map((parameter) => read(parameter.schema)),
  ]);
  const { roots, definitions } = shareRepeated(digests);
  const finished = drafts.map(({ name, parameters }) => {
    const [request = 'any', response = 'any', error = 'any'] = roots.splice(0, 3);
    const its = parameters.map(({ name: parameter, required, schema }) => [
      parameter,
      { isRequired: required ?? false, schema: roots.shift() ?? 'any', ...bounds(resolve(schema)) },
    ]);
    return { name, request, response, error, parameters: Object.fromEntries(its) };
  });
  return {
    version: document.info.version,
    endpoints: Object.fromEntries(
      finished
        .slice(0, reads.length)
        .map(({ name, parameters, response, error }) => [name, { parameters, response, error }]),
    ),
    writes: Object.fromEntries(
      finished
        .slice(reads.length)
        .map(({ name, request, response, error }) => [name, { request, response, error }]),
    ),
    definitions,
  };
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [input, output = defaultOutput] = positionals;
  if (input === undefined) {
    process.stderr.write('usage: node src-main/tooling/samsara-digest.ts <openapi.json> [output.json]\n');
    process.exitCode = 2;
    return;
  }
  const digest = digestOpenApi(JSON.parse(await readFile(input, 'utf8')));
  const text = await format(JSON.stringify(digest), { parser: 'json', printWidth: 110 });
  await writeFile(output, text);
  process.stdout.write(
    `${output}: ${Object.keys(digest.endpoints).length} endpoints, ${text.length} bytes\n`,
  );
}

if (import.meta.main) await main();
