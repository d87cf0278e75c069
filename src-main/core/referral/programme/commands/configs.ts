import type { PointConfig } from '../point-config.ts';
import { need, needAnother, needNew, needState, planned, planOf, refuse } from './planner.ts';

export const draftConfig = planOf(
  async (planner, input: { companyId: string; configId: string; config: PointConfig }) => {
    await need(planner, 'company', input.companyId);
    await needNew(planner, 'config', input.configId);
    const names = input.config.milestones.map(({ name }) => name);
    if (new Set(names).size !== names.length) refuse('referral/doubled-milestone', { names });
    return planned({ type: 'configDrafted', ...input });
  },
);

export const approveConfig = planOf(async (planner, { configId }: { configId: string }) => {
  const version = await need(planner, 'config', configId);
  needState(version, ['draft']);
  needAnother(planner, version.draftedBy);
  return planned({ type: 'configApproved', configId });
});

/** From its moment on it holds for what is referred then; what was referred before keeps its version. */
export const publishConfig = planOf(async (planner, input: { configId: string; effectiveAtMs: number }) => {
  const version = await need(planner, 'config', input.configId);
  needState(version, ['approved']);
  // Never for a time that is over: nobody may find that other rules had held.
  const effectiveAtMs = Math.max(input.effectiveAtMs, planner.place.atMs);
  return planned({ type: 'configPublished', configId: input.configId, effectiveAtMs });
});
