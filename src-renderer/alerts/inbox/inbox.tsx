import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import { positionsAsOfMs, useKnownHealth } from '../../app/connection.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { acknowledge, resolve, showOnMap, targetIds, toggleOwn } from '../alert-actions.ts';
import { noInboxFilter } from '../alert-order.ts';
import { useAlerts } from '../alert-store.ts';
import { useAlertsView } from '../alerts-view-store.ts';
import type { AlertCommand } from './alert-keys.ts';
import { AlertDetail } from './alert-detail.tsx';
import { AlertList } from './alert-list.tsx';
import classes from './inbox.module.css';
import { InboxToolbar } from './inbox-toolbar.tsx';
import { useInbox } from './use-inbox.ts';

function OfflineLine() {
  const { t } = useTranslation('alerts');
  const health = useKnownHealth();
  const nowMs = useMinuteMs();
  if (health === null || (health.connection !== 'offline' && health.connection !== 'stale')) return null;
  return (
    <p className={classes.offline}>{t('offline', { time: formatMoment(positionsAsOfMs(health), nowMs) })}</p>
  );
}

function NothingHere({ isWaiting }: { readonly isWaiting: boolean }) {
  const { t } = useTranslation('alerts');
  const view = useAlertsView(({ filter }) => filter.view);
  const setFilter = useAlertsView((state) => state.setFilter);
  const hasAny = useAlerts(({ alerts }) => (alerts?.size ?? 0) > 0);
  const reason = isWaiting ? 'waiting' : view === 'snoozed' ? 'snoozed' : hasAny ? 'filtered' : 'inbox';
  const clear = { label: t('filter.clear'), onClick: () => setFilter(noInboxFilter) };
  return (
    <div className={classes.empty}>
      <EmptyState
        title={t(`empty.${reason}Title`)}
        body={t(`empty.${reason}Body`)}
        action={reason === 'filtered' ? clear : undefined}
      />
    </div>
  );
}

function useCommands(shown: readonly Alert[], selected: Alert | null, focusSearch: () => void) {
  return (command: AlertCommand): void => {
    const view = useAlertsView.getState();
    switch (command) {
      case 'acknowledge':
        acknowledge(targetIds());
        return view.mark([]);
      case 'resolve':
        resolve(targetIds());
        return view.mark([]);
      case 'own':
        return toggleOwn(targetIds());
      case 'snooze':
        return view.showSnooze(true);
      case 'note':
        return view.focusNote();
      case 'showOnMap':
        return selected === null ? undefined : showOnMap(selected);
      case 'mark':
        return selected === null ? undefined : view.toggleMark(selected.id);
      case 'markAll':
        return view.mark(shown.map(({ id }) => id));
      case 'unmark':
        return view.mark([]);
      case 'search':
        return focusSearch();
    }
  };
}

/** When the chosen alert leaves the list, the one that takes its place is chosen: whoever works down the list goes on. */
function useNextInPlace(shown: readonly Alert[] | null, selectedId: string | null): void {
  const lastIndex = useRef(-1);
  useEffect(() => {
    if (shown === null || selectedId === null) return;
    const index = shown.findIndex(({ id }) => id === selectedId);
    if (index >= 0) lastIndex.current = index;
    else if (lastIndex.current >= 0) {
      const next = shown[Math.min(lastIndex.current, shown.length - 1)];
      useAlertsView.getState().select(next?.id ?? null);
    }
  }, [shown, selectedId]);
}

/** What waits for somebody, and beside it the chosen alert. */
export function Inbox() {
  const { t } = useTranslation('alerts');
  const shown = useInbox();
  const selectedId = useAlertsView((view) => view.selectedId);
  const markedIds = useAlertsView((view) => view.markedIds);
  const select = useAlertsView((view) => view.select);
  const selected = useAlerts(({ alerts }) =>
    selectedId === null ? null : (alerts?.get(selectedId) ?? null),
  );
  useNextInPlace(shown, selectedId);
  const searchRef = useRef<HTMLInputElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const onCommand = useCommands(shown ?? [], selected, () => searchRef.current?.focus());
  return (
    <div className={classes.columns}>
      <div className={classes.list} ref={listRef}>
        <OfflineLine />
        <InboxToolbar
          count={shown?.length ?? 0}
          markedCount={markedIds.size}
          searchRef={searchRef}
          onLeaveSearch={() => listRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
        {shown === null || shown.length === 0 ? (
          <NothingHere isWaiting={shown === null} />
        ) : (
          <AlertList
            alerts={shown}
            isHistory={false}
            selectedId={selectedId}
            markedIds={markedIds}
            onSelect={select}
            onCommand={onCommand}
          />
        )}
      </div>
      <aside className={classes.detail}>
        {selected === null ? (
          <EmptyState title={t('detail.noneTitle')} body={t('detail.none')} />
        ) : (
          <AlertDetail key={selected.id} known={selected} />
        )}
      </aside>
    </div>
  );
}
