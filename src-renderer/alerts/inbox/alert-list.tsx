import { useCallback, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import { ColumnHeads } from '../../ui/data-grid/column-heads.tsx';
import { DataGrid, type GridInSight } from '../../ui/data-grid/data-grid.tsx';
import { alertKeyOf, type AlertCommand } from './alert-keys.ts';
import classes from './alert-list.module.css';
import { AlertRow, alertRowId } from './alert-row.tsx';

const rowHeightPx = 34;
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
    <ColumnHeads className={`${classes.columns ?? ''} ${classes.heads ?? ''}`}>
      {columns.map((name, index) => (
        <span key={name} role="columnheader" data-column={index === 1 ? 'age' : undefined}>
          {name}
        </span>
      ))}
    </ColumnHeads>
  );
}

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
  const activeIndex = useMemo(() => alerts.findIndex(({ id }) => id === selectedId), [alerts, selectedId]);
  const onLastIndex = useCallback(
    (index: number) => {
      if (index >= alerts.length - endMarginCount) onEndNear?.();
    },
    [alerts.length, onEndNear],
  );

  const onKeyDown = (event: KeyboardEvent, list: GridInSight) => {
    const press = { key: event.key, withControl: event.ctrlKey || event.metaKey, withAlt: event.altKey };
    const { pageCount } = list;
    const meant = alertKeyOf(press, { index: activeIndex, count: alerts.length, pageCount });
    if (meant === null) return;
    event.preventDefault();
    if (meant.type === 'command') return onCommand(meant.command);
    const alert = alerts[meant.index];
    if (alert === undefined) return;
    onSelect(alert.id);
    list.reveal(meant.index);
  };

  return (
    <DataGrid
      label={t(isHistory ? 'list.historyLabel' : 'list.label')}
      rowCount={alerts.length}
      rowHeightPx={rowHeightPx}
      activeIndex={activeIndex}
      activeRowId={activeIndex < 0 || selectedId === null ? undefined : alertRowId(selectedId)}
      isMultiselectable={!isHistory}
      columnSet={isHistory ? 'history' : 'inbox'}
      className={classes.grid}
      header={<Header isHistory={isHistory} />}
      onKeyDown={onKeyDown}
      onLastIndex={onLastIndex}
      renderRow={(index, topPx) => {
        const alert = alerts[index];
        return alert === undefined ? null : (
          <AlertRow
            key={alert.id}
            alert={alert}
            index={index}
            topPx={topPx}
            isActive={index === activeIndex}
            isMarked={markedIds.has(alert.id)}
            isHistory={isHistory}
            onSelect={onSelect}
          />
        );
      }}
    />
  );
}
