import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultNames } from '../../../src-main/sandbox/samsara/faults.ts';

it('every fault is switched on by name in some test', () => {
  const folders = ['sandbox', 'core/operations'].map((name) => join(import.meta.dirname, '..', name));
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  expect(faultNames.filter((name) => !texts.some((text) => text.includes(`'${name}'`)))).toEqual([]);
});
