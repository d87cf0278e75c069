import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { generateDocument } from '../../../src-main/hub/api/document.ts';
import { findBreaks, shapeOf, type ApiShape } from '../../support/api-compatibility.ts';

const storedPath = new URL('api-v1.stored.json', import.meta.url);

const before: ApiShape = {
  '/a/list': {
    input: {
      type: 'object',
      properties: { countMax: { type: 'integer', maximum: 100 }, kind: { enum: ['x', 'y'] } },
      required: ['countMax'],
    },
    output: {
      type: 'object',
      properties: {
        names: { type: 'array', items: { type: 'string' } },
        next: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      },
      required: ['names', 'next'],
    },
  },
};

/** A copy with one thing changed, by the names that lead to it. */
function changed(path: readonly string[], value: unknown): ApiShape {
  const copy = structuredClone(before) as Record<string, unknown>;
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy as ApiShape;
}
const input = ['/a/list', 'input'];
const output = ['/a/list', 'output'];

describe('version 1 of the API', () => {
  it('has grown by additions only since it was stored', async () => {
    const shape = shapeOf(await generateDocument(1));
    if (process.env['SWITCHYARD_STORE_API'] === '1') await writeFile(storedPath, JSON.stringify(shape));
    const stored = JSON.parse(await readFile(storedPath, 'utf8')) as ApiShape;
    expect(Object.keys(stored).length).toBeGreaterThan(80);
    expect(findBreaks(stored, shape)).toEqual([]);
  });

  it.each([
    ['a call is gone', ['/a/list'], undefined],
    ['a bound is narrower', [...input, 'properties', 'countMax', 'maximum'], 50],
    ['a bound is new', [...input, 'properties', 'countMax', 'minimum'], 1],
    ['a value is gone', [...input, 'properties', 'kind', 'enum'], ['x']],
    ['more is required', [...input, 'required'], ['countMax', 'kind']],
    ['an input is gone', [...input, 'properties', 'kind'], undefined],
    ['an output is gone', [...output, 'properties', 'next'], undefined],
    ['an output may be missing', [...output, 'required'], ['names']],
    ['an output is of another type', [...output, 'properties', 'names', 'items', 'type'], 'number'],
    ['a form of an output is gone', [...output, 'properties', 'next'], { type: 'string' }],
  ] as const)('would notice when %s', (_what, path, value) => {
    expect(findBreaks(before, changed(path, value))).toHaveLength(1);
  });

  it.each([
    ['a call', ['/a/other'], { input: null, output: null }],
    ['an input that may be left out', [...input, 'properties', 'from'], { type: 'integer' }],
    ['a value', [...input, 'properties', 'kind', 'enum'], ['x', 'y', 'z']],
    ['an output', [...output, 'properties', 'total'], { type: 'integer' }],
    ['a wider bound', [...input, 'properties', 'countMax', 'maximum'], 200],
  ] as const)('takes %s as an addition', (_what, path, value) => {
    expect(findBreaks(before, changed(path, value))).toEqual([]);
  });
});
