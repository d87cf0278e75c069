import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { rejectionCodes } from '../../../../src-main/core/referral/rejection-codes.ts';
import { fromProject } from '../../../../src-main/tooling/paths.ts';

it('has a sentence for every refusal, which says what to do, and none for what is never said', async () => {
  const text = await readFile(fromProject('resources', 'text', 'en', 'referral.json'), 'utf8');
  const { rejection } = z
    .object({ rejection: z.record(z.string(), z.string().min(20)) })
    .parse(JSON.parse(text));
  expect(Object.keys(rejection).sort()).toEqual([...rejectionCodes].sort());
});
