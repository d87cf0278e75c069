import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import { alertKeyOf, type AlertCommand } from './alert-keys.ts';
import classes from './alert-list.module.css';
import { AlertRow, alertRowId } from './alert-row.tsx';

const rowHeightPx = 34;
const headerHeightPx = 30;
/** Rows before the end at which more is asked for. */
const endMarginCount = 20;

function Header({ isHistory }: { readonly isHistory: boolean }) {
  const { t } = useTranslation('alerts');
  const columns = [
    t('list.severity'),
    isHistory ? t('list.time') : t('list.age'),
    t('list.truck'),
    t('list.what'),
    t('list.driver'),
    t('list.where'),
    t('list.owner'),
    t('list.state'),
  ];
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.columns}>
        {columns.map((name, index) => (
          <span key={name} role="columnheader" data-column={index === 4 ? 'driver' : undefined}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The active row stays in the document when it is scrolled away: aria-activedescendant points at it. */
function useRows(count: number, activeIndex: number, scrollRef: RefObject<HTMLDivElement | null>) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return activeIndex < 0 || seen.includes(activeIndex) ? seen : [...seen, activeIndex];
    },
    [activeIndex],
  );
  return useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    scrollPaddingStart: headerHeightPx,
    rangeExtractor,
  });
}

const pageCountOf = (grid: HTMLElement | null): number =>
  Math.max(1, Math.floor(((grid?.clientHeight ?? 0) - headerHeightPx) / rowHeightPx) - 1);

interface AlertListProps {
  readonly alerts: readonly Alert[];
  readonly isHistory: boolean;
  readonly selectedId: string | null;
  readonly markedIds: ReadonlySet<string>;
  readonly onSelect: (alertId: string) => void;
  readonly onCommand: (command: AlertCommand) => void;
  /** The end is near: there may be more to fetch. */
  readonly onEndNear?: () => void;
}

/** Alerts as a grid; draws only the rows in sight. */
export function AlertList(props: AlertListProps) {
  const { alerts, isHistory, selectedId, markedIds, onSelect, onCommand, onEndNear } = props;
  const { t } = useTranslation('alerts');
  const scrollRef = useRef<HTMLDivElement>(null);
  const activeIndex = useMemo(() => alerts.findIndex(({ id }) => id === selectedId), [alerts, selectedId]);
  const virtualizer = useRows(alerts.length, activeIndex, scrollRef);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (lastIndex >= alerts.length - endMarginCount) onEndNear?.();
  }, [lastIndex, alerts.length, onEndNear]);

  const onKeyDown = (event: KeyboardEvent) => {
    const press = { key: event.key, withControl: event.ctrlKey || event.metaKey, withAlt: event.altKey };
    const pageCount = pageCountOf(scrollRef.current);
    const meant = alertKeyOf(press, { index: activeIndex, count: alerts.length, pageCount });
    if (meant === null) return;
    event.preventDefault();
    if (meant.type === 'command') return onCommand(meant.command);
    const alert = alerts[meant.index];
    if (alert === undefined) return;
    onSelect(alert.id);
    virtualizer.scrollToIndex(meant.index);
  };

  return (
    <div
      ref={scrollRef}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      aria-label={t(isHistory ? 'list.historyLabel' : 'list.label')}
      aria-rowcount={alerts.length + 1}
      aria-activedescendant={activeIndex < 0 || selectedId === null ? undefined : alertRowId(selectedId)}
      aria-multiselectable={!isHistory}
      onKeyDown={onKeyDown}
    >
      <Header isHistory={isHistory} />
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const alert = alerts[item.index];
          return alert === undefined ? null : (
            <AlertRow
              key={alert.id}
              alert={alert}
              index={item.index}
              topPx={item.start}
              isActive={item.index === activeIndex}
              isMarked={markedIds.has(alert.id)}
              isHistory={isHistory}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}
