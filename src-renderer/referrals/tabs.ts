import { lazy, type ComponentType } from 'react';
import type { ReferralTabId } from './frame/referral-view-store.ts';
import { ApprovalsCount, OutboxCount } from './tab-counts.tsx';

interface ReferralTab {
  readonly id: ReferralTabId;
  readonly panel: ComponentType;
  /** Drawn beside its name. */
  readonly badge?: ComponentType;
  /** `false`: also drawn while no company is known. */
  readonly needsCompany?: boolean;
}

const BoardPanel = lazy(async () => ({ default: (await import('./board/board-panel.tsx')).BoardPanel }));
const PeoplePanel = lazy(async () => ({ default: (await import('./people/people-panel.tsx')).PeoplePanel }));
const ApprovalsPanel = lazy(async () => ({
  default: (await import('./approvals/approvals-panel.tsx')).ApprovalsPanel,
}));
const RewardsPanel = lazy(async () => ({
  default: (await import('./rewards/rewards-panel.tsx')).RewardsPanel,
}));
const RulesPanel = lazy(async () => ({
  default: (await import('./point-rules/rules-panel.tsx')).RulesPanel,
}));
const CompanyPanel = lazy(async () => ({
  default: (await import('./company/company-panel.tsx')).CompanyPanel,
}));
const LedgerPanel = lazy(async () => ({ default: (await import('./ledger/ledger-panel.tsx')).LedgerPanel }));
const OutboxPanel = lazy(async () => ({ default: (await import('./outbox/outbox-panel.tsx')).OutboxPanel }));

/** The tabs in their order. One appears here when it works. A panel is drawn anew for each company of `useCompany()`. */
export const referralTabs: readonly ReferralTab[] = [
  { id: 'board', panel: BoardPanel },
  { id: 'people', panel: PeoplePanel },
  { id: 'approvals', panel: ApprovalsPanel, badge: ApprovalsCount },
  { id: 'rewards', panel: RewardsPanel },
  { id: 'rules', panel: RulesPanel },
  { id: 'company', panel: CompanyPanel, needsCompany: false },
  { id: 'ledger', panel: LedgerPanel, needsCompany: false },
  { id: 'outbox', panel: OutboxPanel, badge: OutboxCount, needsCompany: false },
];
