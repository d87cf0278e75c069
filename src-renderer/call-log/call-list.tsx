import { VisuallyHidden } from '@mantine/core';
import { useCallback, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { ColumnHeads } from '../ui/data-grid/column-heads.tsx';
import { DataGrid, type GridInSight } from '../ui/data-grid/data-grid.tsx';
import { nextIndex } from '../ui/data-grid/list-keys.ts';
import classes from './call-list.module.css';
import { CallRow, callRowId } from './call-row.tsx';

const rowHeightPx = 34;
/** Rows before the end at which more is asked for. */
const endMarginCount = 20;

const columns = ['direction', 'who', 'number', 'about', 'outcome', 'begun', 'talk', 'note'] as const;

function Header() {
  const { t } = useTranslation('calls');
  return (
    <ColumnHeads className={`${classes.columns ?? ''} ${classes.heads ?? ''}`}>
      {columns.map((name) => (
        <span key={name} role="columnheader" data-column={name}>
          {t(`list.${name}`)}
        </span>
      ))}
      <span role="columnheader">
        <VisuallyHidden>{t('detail.callBack')}</VisuallyHidden>
      </span>
    </ColumnHeads>
  );
}

interface CallListProps {
  readonly calls: readonly Call[];
  readonly selectedId: string | null;
  readonly onSelect: (callId: string | null) => void;
  /** The end is near: there may be more to fetch. */
  readonly onEndNear: () => void;
}

/** Calls as a grid; draws only the rows in sight. */
export function CallList({ calls, selectedId, onSelect, onEndNear }: CallListProps) {
  const { t } = useTranslation('calls');
  const activeIndex = useMemo(() => calls.findIndex(({ id }) => id === selectedId), [calls, selectedId]);
  const onLastIndex = useCallback(
    (index: number) => {
      if (index >= calls.length - endMarginCount) onEndNear();
    },
    [calls.length, onEndNear],
  );

  const onKeyDown = (event: KeyboardEvent, list: GridInSight) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const index = nextIndex(event.key, activeIndex, calls.length, list.pageCount);
    if (index === null) {
      if (event.key === 'Escape') onSelect(null);
      return;
    }
    event.preventDefault();
    const call = calls[index];
    if (call === undefined) return;
    onSelect(call.id);
    list.reveal(index);
  };

  return (
    <DataGrid
      label={t('list.label')}
      rowCount={calls.length}
      rowHeightPx={rowHeightPx}
      activeIndex={activeIndex}
      activeRowId={activeIndex < 0 || selectedId === null ? undefined : callRowId(selectedId)}
      header={<Header />}
      onKeyDown={onKeyDown}
      onLastIndex={onLastIndex}
      renderRow={(index, topPx) => {
        const call = calls[index];
        return call === undefined ? null : (
          <CallRow
            key={call.id}
            call={call}
            index={index}
            topPx={topPx}
            isActive={index === activeIndex}
            onSelect={onSelect}
          />
        );
      }}
    />
  );
}
