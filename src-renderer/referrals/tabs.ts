import { lazy, type ComponentType } from 'react';
import type { ReferralTabId } from './frame/referral-view-store.ts';

interface ReferralTab {
  readonly id: ReferralTabId;
  readonly panel: ComponentType;
  /** Drawn beside its name. */
  readonly badge?: ComponentType;
  /** `false`: also drawn while no company is known. */
  readonly needsCompany?: boolean;
}

const BoardPanel = lazy(async () => ({ default: (await import('./board/board-panel.tsx')).BoardPanel }));

/** The tabs in their order. One appears here when it works. A panel is drawn anew for each company of `useCompany()`. */
export const referralTabs: readonly ReferralTab[] = [{ id: 'board', panel: BoardPanel }];
