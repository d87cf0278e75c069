import { companyAccount, userAccount } from '../../ledger/account.ts';
import { capUses } from '../../ledger/cap.ts';
import type { Step } from '../../ledger/step.ts';
import { daysAfter, type MilestoneRule, type PointConfig } from '../point-config.ts';
import type { ReachedMilestone, Referral } from '../record.ts';
import {
  need,
  needActive,
  needAnother,
  needState,
  planned,
  planOf,
  refuse,
  type Planner,
} from './planner.ts';

async function needRule(planner: Planner, referral: Referral, name: string) {
  const { config } = await need(planner, 'config', referral.configId);
  const rule = config.milestones.find((one) => one.name === name);
  return rule ? { config, rule } : refuse('referral/unknown-milestone', { milestone: name });
}

function needReached(referral: Referral, name: string): ReachedMilestone {
  const reached = referral.milestones.find((one) => one.name === name);
  if (reached?.state !== 'pending') {
    return refuse('referral/wrong-state', { id: referral.id, state: reached?.state ?? 'notReached' });
  }
  return reached;
}

/** The points wait: promised, counted against the caps, and spent by nobody until somebody else releases them. */
export const reachMilestone = planOf(
  async (planner, input: { referralId: string; milestone: string; evidence: string | null }) => {
    const referral = await need(planner, 'referral', input.referralId);
    needState(referral, ['hired']);
    const { config, rule } = await needRule(planner, referral, input.milestone);
    const before = referral.milestones.find(({ name }) => name === rule.name);
    if (before && before.state !== 'timedOut') {
      refuse('referral/wrong-state', { id: referral.id, state: before.state });
    }
    const company = await need(planner, 'company', referral.companyId);
    const { atMs, seq } = planner.place;
    const { companyId, referrerId: userId, campaignId } = referral;
    const holdId = `${referral.id}/${rule.name}/${seq}`;
    const hold: Step = {
      ...{ kind: 'hold', holdId, amount: rule.points },
      from: companyAccount(companyId, 'issuance'),
      via: userAccount(companyId, 'pending', userId),
      to: userAccount(companyId, 'available', userId),
      expiresAtMs: daysAfter(atMs, config.pendingDays),
      caps: capUses(config.caps, { companyId, userId, campaignId, atMs, timeZone: company.timeZone }),
    };
    const { evidence } = input;
    const fact = { referralId: referral.id, milestone: rule.name, holdId, points: rule.points, evidence };
    return planned({ type: 'milestoneReached', ...fact }, [hold]);
  },
);

async function needBothActive(planner: Planner, referral: Referral, rule: MilestoneRule): Promise<void> {
  if (!rule.bothActive) return;
  await needActive(planner, referral.companyId, referral.referrerId);
  if (referral.candidateId === null) refuse('referral/no-candidate', { referralId: referral.id });
  else await needActive(planner, referral.companyId, referral.candidateId);
}

const isLast = (referral: Referral, config: PointConfig, name: string) =>
  config.milestones.every(
    (rule) =>
      rule.name === name ||
      referral.milestones.some((one) => one.name === rule.name && one.state === 'released'),
  );

/** By another person than who says it was reached, and only when no review stands open: in doubt nothing is given. */
export const releaseMilestone = planOf(
  async (planner, input: { referralId: string; milestone: string; amount: number | null }) => {
    const referral = await need(planner, 'referral', input.referralId);
    needState(referral, ['hired']);
    if (referral.review !== 'notNeeded' && referral.review !== 'cleared') {
      refuse('referral/review-open', { review: referral.review });
    }
    const reached = needReached(referral, input.milestone);
    needAnother(planner, reached.reachedBy);
    const { config, rule } = await needRule(planner, referral, input.milestone);
    await needBothActive(planner, referral, rule);
    const { companyId, referrerId } = referral;
    const steps: Step[] = [
      { kind: 'post', holdId: reached.holdId, amount: input.amount },
      {
        kind: 'settle',
        from: userAccount(companyId, 'available', referrerId),
        owed: userAccount(companyId, 'owed', referrerId),
      },
    ];
    const points = input.amount ?? reached.points;
    const fact = { referralId: referral.id, milestone: rule.name, points };
    return planned(
      { type: 'milestoneReleased', ...fact, isPaid: isLast(referral, config, rule.name) },
      steps,
    );
  },
);

/** Everything that was promised is void, everything that was given is taken back; what is spent already is owed. */
export const clawBackReferral = planOf(
  async (planner, { referralId, reason }: { referralId: string; reason: string }) => {
    const referral = await need(planner, 'referral', referralId);
    const { companyId, referrerId, milestones } = referral;
    const waiting = milestones.filter(({ state }) => state === 'pending');
    const released = milestones.filter(({ state }) => state === 'released');
    if (waiting.length + released.length === 0) {
      refuse('referral/wrong-state', { id: referralId, state: referral.state });
    }
    const points = released.reduce((sum, { releasedPoints }) => sum + releasedPoints, 0);
    const steps: Step[] = waiting.map(({ holdId }) => ({ kind: 'void', holdId }));
    if (points > 0) {
      steps.push({
        kind: 'clawBack',
        from: userAccount(companyId, 'available', referrerId),
        owed: userAccount(companyId, 'owed', referrerId),
        to: companyAccount(companyId, 'issuance'),
        amount: points,
      });
    }
    const outcome = [
      ...waiting.map(({ name }) => ({ name, state: 'voided' as const })),
      ...released.map(({ name }) => ({ name, state: 'clawedBack' as const })),
    ];
    return planned({ type: 'referralClawedBack', referralId, reason, milestones: outcome }, steps, {
      reason,
    });
  },
);

/** By the hub itself, when a hold's time is over. */
export const timeOutMilestone = planOf(
  async (planner, { referralId, holdId }: { referralId: string; holdId: string }) => {
    const referral = await need(planner, 'referral', referralId);
    const reached = referral.milestones.find((one) => one.holdId === holdId && one.state === 'pending');
    if (!reached) return refuse('referral/unknown-hold', { holdId });
    return planned({ type: 'milestoneTimedOut', referralId, milestone: reached.name }, [
      { kind: 'timeOut', holdId },
    ]);
  },
);
