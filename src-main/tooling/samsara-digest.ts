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
] as const;

const defaultOutput = 'src-main/sandbox/samsara/samsara-digest.json';

const schemaSchema = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
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

const documentSchema = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(
    z.string(),
    z.looseObject({
      get: z
        .object({
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
          responses: z.record(
            z.string(),
            z.object({ content: z.record(z.string(), z.object({ schema: schemaSchema })).optional() }),
          ),
        })
        .optional(),
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

/** Throws when the document lacks one of the paths or has another form than OpenAPI 3.0's. */
export function digestOpenApi(openApi: unknown): SamsaraDigest {
  const document = documentSchema.parse(openApi);
  const { read, resolve } = createReader(document);
  const bodyOf = (content: Readonly<Record<string, { schema: Schema }>> | undefined): Digest => {
    const first = Object.values(content ?? {})[0];
    return first === undefined ? 'any' : read(first.schema);
  };
  const drafts = digestPaths.map((path) => {
    const operation = document.paths[path]?.get;
    if (operation === undefined) throw new Error(`the document has no GET ${path}`);
    const { responses } = operation;
    return {
      path,
      parameters: operation.parameters.filter((parameter) => parameter.in === 'query'),
      bodies: [
        bodyOf(responses['200']?.content),
        bodyOf((responses['401'] ?? responses['default'])?.content),
      ],
    };
  });
  const digests = drafts.flatMap(({ parameters, bodies }) => [
    ...bodies,
    ...parameters.map((parameter) => read(parameter.schema)),
  ]);
  const { roots, definitions } = shareRepeated(digests);
  const endpoints = drafts.map(({ path, parameters }) => {
    const [response = 'any', error = 'any'] = roots.splice(0, 2);
    const read = parameters.map(({ name, required, schema }) => [
      name,
      { isRequired: required ?? false, schema: roots.shift() ?? 'any', ...bounds(resolve(schema)) },
    ]);
    return [path, { parameters: Object.fromEntries(read), response, error }];
  });
  return { version: document.info.version, endpoints: Object.fromEntries(endpoints), definitions };
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
