import { create } from 'zustand';
import { noInboxFilter, type InboxFilter } from './alert-order.ts';

export const alertTabs = ['inbox', 'history', 'rules', 'templates'] as const;
export type AlertTab = (typeof alertTabs)[number];

interface AlertsView {
  readonly tab: AlertTab;
  readonly filter: InboxFilter;
  readonly selectedId: string | null;
  /** Marked to be acted on together. */
  readonly markedIds: ReadonlySet<string>;
  /** Grows with every wish to write a note, or to choose how long to snooze. */
  readonly noteFocusCount: number;
  readonly snoozeShown: boolean;
  showTab(tab: AlertTab): void;
  setFilter(change: Partial<InboxFilter>): void;
  select(alertId: string | null): void;
  toggleMark(alertId: string): void;
  mark(alertIds: readonly string[]): void;
  focusNote(): void;
  showSnooze(shown: boolean): void;
}

/** What the person looks at in the alerts. Nothing here outlives the window. */
export const useAlertsView = create<AlertsView>((set) => ({
  tab: 'inbox',
  filter: noInboxFilter,
  selectedId: null,
  markedIds: new Set(),
  noteFocusCount: 0,
  snoozeShown: false,
  showTab: (tab) => set({ tab }),
  setFilter: (change) => set(({ filter }) => ({ filter: { ...filter, ...change }, markedIds: new Set() })),
  select: (selectedId) => set({ selectedId, snoozeShown: false }),
  toggleMark: (alertId) =>
    set(({ markedIds }) => {
      const next = new Set(markedIds);
      if (!next.delete(alertId)) next.add(alertId);
      return { markedIds: next };
    }),
  mark: (alertIds) => set({ markedIds: new Set(alertIds) }),
  focusNote: () => set(({ noteFocusCount }) => ({ noteFocusCount: noteFocusCount + 1 })),
  showSnooze: (snoozeShown) => set({ snoozeShown }),
}));
