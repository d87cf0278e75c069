import { describe, expect, it } from 'vitest';
import { digestOpenApi, digestPaths, digestWrites } from '../../../src-main/tooling/samsara-digest.ts';

const point = {
  type: 'object',
  required: ['time'],
  properties: { time: { type: 'string', format: 'date-time', example: 'x' } },
};
const answer = {
  '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } },
  default: {
    content: {
      'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } },
    },
  },
};
const body = {
  requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Point' } } } },
  responses: answer,
};
const document = {
  info: { version: '2030-01-01' },
  paths: Object.fromEntries(
    digestPaths.map((path) => [
      path,
      {
        post: body,
        patch: body,
        delete: { responses: { '204': {}, default: answer.default } },
        get: {
          parameters: [
            { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 512 } },
            {
              name: 'types',
              in: 'query',
              required: true,
              schema: { type: 'array', items: { type: 'string', enum: ['gps'] } },
            },
            { name: 'X-Version', in: 'header', schema: { type: 'string' } },
          ],
          responses: answer,
        },
      },
    ]),
  ),
  components: {
    schemas: {
      Point: point,
      Answer: {
        description: 'A long text that must not be copied.',
        allOf: [
          {
            type: 'object',
            properties: { last: { $ref: '#/components/schemas/Point' } },
            required: ['last'],
          },
          {
            type: 'object',
            properties: {
              ids: { type: 'object', additionalProperties: { type: 'string' } },
              reading: { type: 'object', example: 'off' },
            },
          },
        ],
      },
    },
  },
};

describe('the digest of an OpenAPI document', () => {
  const digest = digestOpenApi(document);

  it('keeps paths, query parameters, keys, types, and what is required', () => {
    expect(Object.keys(digest.endpoints)).toEqual([...digestPaths]);
    expect(digest.endpoints['/me']?.parameters).toEqual({
      limit: { isRequired: false, schema: 'integer', minimum: 1, maximum: 512 },
      types: { isRequired: true, schema: { items: { enum: ['gps'] } } },
    });
  });

  it('keeps what is repeated once, and refers to it', () => {
    expect(digest.endpoints['/me']?.response).toEqual(digest.endpoints['/tags']?.response);
    const { ref } = digest.endpoints['/me']!.response as { ref: string };
    const shared = digest.definitions[ref] as { keys: Record<string, unknown>; required: string[] };
    expect(shared.required).toEqual(['last']);
    expect(shared.keys['ids']).toEqual({ values: 'string' });
    const last = digest.definitions[(shared.keys['last'] as { ref: string }).ref];
    expect(last).toEqual({ keys: { time: 'time' }, required: ['time'] });
  });

  it('copies no text', () => {
    expect(JSON.stringify(digest)).not.toContain('long text');
    expect(JSON.stringify(digest)).not.toContain('example');
  });

  it('keeps what may be written', () => {
    expect(Object.keys(digest.writes)).toEqual([...digestWrites]);
    expect(digest.writes['POST /addresses']?.request).toEqual(
      digest.writes['PATCH /addresses/{id}']?.request,
    );
    expect(digest.writes['DELETE /addresses/{id}']).toMatchObject({ request: 'any', response: 'any' });
  });

  it('takes an object whose example is a text for anything', () => {
    expect(digest.definitions).toBeDefined();
    const { keys } = digest.definitions[(digest.endpoints['/tags']!.response as { ref: string }).ref] as {
      keys: Record<string, unknown>;
    };
    expect(keys['reading']).toBe('any');
  });

  it('says which path is missing', () => {
    const { '/tags': _, ...paths } = document.paths;
    expect(() => digestOpenApi({ ...document, paths })).toThrow('no GET /tags');
  });
});
