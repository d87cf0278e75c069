import type { OutboxRow } from '../frame/outbox-store.ts';
import type { Config, Milestone, Proposal, Redemption, Referral } from '../frame/referral-types.ts';

export const approvalKinds = [
  'review',
  'milestone',
  'proposal',
  'draft',
  'publication',
  'redemption',
] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/**
 * `ready`: whoever looks may decide; `own`: somebody else must; `role`: only an approver may; `review`, `fraud`: something
 * stands before it; `sent`: decided at this desk, waits for the hub.
 */
export type Standing = 'ready' | 'own' | 'role' | 'review' | 'fraud' | 'sent';

/** Who looks. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly string[];
}

interface Common {
  readonly id: string;
  /** May not decide it; null: anybody may. */
  readonly makerId: string | null;
  readonly sinceMs: number;
  readonly standing: Standing;
}

type Subject =
  | { readonly kind: 'review'; readonly referral: Referral }
  | { readonly kind: 'milestone'; readonly referral: Referral; readonly milestone: Milestone }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'draft' | 'publication'; readonly config: Config }
  | { readonly kind: 'redemption'; readonly redemption: Redemption };

/** Something that waits for a second person. */
export type Approval = Common & Subject;

export interface Undecided {
  readonly referrals: readonly Referral[];
  readonly proposals: readonly Proposal[];
  readonly configs: readonly Config[];
  readonly redemptions: readonly Redemption[];
}

const milestoneId = (referralId: string, name: string) => `milestone ${referralId} ${name}`;

/** When and by whom it was said to be reached, the last time. */
export const reachingEvent = ({ events }: Referral, name: string): Referral['events'][number] | undefined =>
  events.filter(({ kind, detail }) => kind === 'milestoneReached' && detail === name).at(-1);

type Found = Subject & Omit<Common, 'standing'> & { readonly blockedBy?: 'review' | 'fraud' };

const isUnderWay = ({ state }: Referral) =>
  state === 'invited' || state === 'applied' || state === 'qualified' || state === 'hired';

function ofReferral(referral: Referral): Found[] {
  if (!isUnderWay(referral)) return [];
  const { id, review, events, changedAtMs } = referral;
  const found: Found[] = [];
  if (review === 'needed') {
    const made = events[0];
    found.push({
      ...{ kind: 'review', id: `review ${id}`, referral, makerId: made?.by ?? null },
      sinceMs: made?.atMs ?? changedAtMs,
    });
  }
  for (const milestone of referral.milestones) {
    if (milestone.state !== 'pending') continue;
    const reached = reachingEvent(referral, milestone.name);
    found.push({
      ...{ kind: 'milestone', id: milestoneId(id, milestone.name), referral, milestone },
      makerId: milestone.reachedBy,
      sinceMs: reached?.atMs ?? changedAtMs,
      ...(review === 'needed' ? { blockedBy: 'review' as const } : {}),
      ...(review === 'fraud' ? { blockedBy: 'fraud' as const } : {}),
    });
  }
  return found;
}

function ofConfig(config: Config): Found[] {
  const { id, state, draftedBy, changedAtMs: sinceMs } = config;
  if (state === 'draft') return [{ kind: 'draft', id: `config ${id}`, config, makerId: draftedBy, sinceMs }];
  if (state === 'approved') {
    return [{ kind: 'publication', id: `config ${id}`, config, makerId: null, sinceMs }];
  }
  return [];
}

const ofProposal = (proposal: Proposal): Found[] =>
  proposal.state === 'waiting'
    ? [
        {
          ...{ kind: 'proposal', id: `proposal ${proposal.id}`, proposal },
          ...{ makerId: proposal.proposedBy, sinceMs: proposal.changedAtMs },
        },
      ]
    : [];

const ofRedemption = (redemption: Redemption): Found[] =>
  redemption.state === 'reserved'
    ? [
        {
          ...{ kind: 'redemption', id: `redemption ${redemption.id}`, redemption },
          ...{ makerId: redemption.redeemedBy, sinceMs: redemption.changedAtMs },
        },
      ]
    : [];

const standingRank: Readonly<Record<Standing, number>> = {
  ready: 0,
  fraud: 0,
  review: 1,
  role: 2,
  own: 2,
  sent: 3,
};
/** Every kind of decision needs it (command-inputs.ts). */
const decidingRole = 'approver';

/**
 * One list of everything that waits: what may be decided first, of that what has waited longest; then what somebody
 * else or something else stands before. `sentIds`: decided at this desk and on its way to the hub.
 */
export function mergeApprovals(
  { referrals, proposals, configs, redemptions }: Undecided,
  actor: Actor | null,
  sentIds: ReadonlySet<string>,
): readonly Approval[] {
  const found = [
    ...referrals.flatMap(ofReferral),
    ...proposals.flatMap(ofProposal),
    ...configs.flatMap(ofConfig),
    ...redemptions.flatMap(ofRedemption),
  ];
  const standingOf = ({ id, makerId, blockedBy }: Found): Standing => {
    if (sentIds.has(id)) return 'sent';
    if (actor !== null && !actor.roles.includes(decidingRole)) return 'role';
    if (actor !== null && makerId === actor.id) return 'own';
    return blockedBy ?? 'ready';
  };
  return found
    .map((one): Approval => {
      const { blockedBy: _, ...rest } = one;
      return { ...rest, standing: standingOf(one) };
    })
    .sort(
      (a, b) =>
        standingRank[a.standing] - standingRank[b.standing] ||
        a.sinceMs - b.sinceMs ||
        (a.id < b.id ? -1 : 1),
    );
}

/** What waits for whoever looks. */
export const countReady = (approvals: readonly Approval[]): number =>
  approvals.filter(({ standing }) => standing === 'ready' || standing === 'fraud').length;

interface DecisionIds {
  readonly referralId?: string;
  readonly milestone?: string;
  readonly proposalId?: string;
  readonly configId?: string;
  readonly redemptionId?: string;
}

/** Which line each command decides. */
const decides: Readonly<Partial<Record<string, (command: DecisionIds) => string>>> = {
  decideReview: ({ referralId }) => `review ${referralId}`,
  releaseMilestone: ({ referralId = '', milestone = '' }) => milestoneId(referralId, milestone),
  decideProposal: ({ proposalId }) => `proposal ${proposalId}`,
  approveConfig: ({ configId }) => `config ${configId}`,
  publishConfig: ({ configId }) => `config ${configId}`,
  orderRedemption: ({ redemptionId }) => `redemption ${redemptionId}`,
  cancelRedemption: ({ redemptionId }) => `redemption ${redemptionId}`,
};

/** Lines about which a decision waits in the outbox: they are not decided before it is posted. */
export function decidedInOutbox(rows: readonly OutboxRow[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { name, command, state } of rows) {
    const idOf = decides[name];
    if (state === 'waiting' && idOf !== undefined) ids.add(idOf(command as DecisionIds));
  }
  return ids;
}
