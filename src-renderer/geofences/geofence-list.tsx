import { useVirtualizer } from '@tanstack/react-virtual';
import { IconTruck } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Geofence } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { formatCount } from '../ui/format.ts';
import { usePresence } from './geofence-store.ts';
import { shapeText } from './geofence-text.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';
import { SyncIcon } from './sync-icon.tsx';
import { TypeSwatch } from './type-swatch.tsx';

const rowHeightPx = 46;
const elementId = (id: string) => `geofence-${id}`;

interface RowProps {
  readonly geofence: Geofence;
  readonly topPx: number;
  readonly index: number;
  readonly count: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (index: number) => void;
}

function Row({ geofence, topPx, index, count, isActive, isSelected, onOpen }: RowProps) {
  const { t } = useTranslation('geofences');
  const insideCount = usePresence(({ byGeofence }) => byGeofence.get(geofence.id)?.length ?? 0);
  return (
    <div
      id={elementId(geofence.id)}
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={count}
      data-active={isActive}
      className={classes.row}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => onOpen(index)}
    >
      <TypeSwatch type={geofence.type} />
      <div className={classes.rowText}>
        <p className={classes.rowName}>{geofence.name}</p>
        <p className={classes.rowQuiet}>
          {[t(`type.${geofence.type}`), shapeText(geofence.area, t), ...geofence.tags].join(' · ')}
        </p>
      </div>
      {insideCount === 0 ? (
        <span />
      ) : (
        <span
          className={classes.insideCount}
          title={t('row.inside', { count: insideCount, countText: formatCount(insideCount) })}
        >
          <IconTruck size={15} stroke={1.7} aria-hidden />
          {formatCount(insideCount)}
        </span>
      )}
      <SyncIcon state={geofence.sync.state} />
    </div>
  );
}

/** Where a key leads from `from`, or `null` when it is not one of the list's. */
function targetOf(key: string, from: number, count: number, pageCount: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageCount,
    PageUp: from - pageCount,
    Home: 0,
    End: count - 1,
  };
  const target = steps[key];
  return target === undefined ? null : Math.min(count - 1, Math.max(0, target));
}

/** All geofences that fit, drawn only where in sight; walked with the arrow keys, opened with Enter. */
export function GeofenceList({ geofences }: { readonly geofences: readonly Geofence[] }) {
  const { t } = useTranslation('geofences');
  const scrollRef = useRef<HTMLDivElement>(null);
  const selectedId = useGeofenceView((view) => view.selectedId);
  const select = useGeofenceView((view) => view.select);
  const [walkedId, setWalkedId] = useState<string | null>(null);
  const activeId = walkedId ?? selectedId;
  const activeIndex = geofences.findIndex(({ id }) => id === activeId);
  const virtualizer = useVirtualizer({
    count: geofences.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 6,
  });
  // One that was picked on the map comes into sight here.
  useEffect(() => {
    const index = geofences.findIndex(({ id }) => id === selectedId);
    if (index >= 0) virtualizer.scrollToIndex(index);
    // Only a new choice scrolls, not every change of the list.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId]);

  const open = (index: number) => {
    const id = geofences[index]?.id ?? null;
    setWalkedId(id);
    select(id, { focus: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && activeIndex >= 0) open(activeIndex);
    const pageCount = Math.floor((scrollRef.current?.clientHeight ?? 0) / rowHeightPx) - 1;
    const target = targetOf(event.key, activeIndex, geofences.length, Math.max(1, pageCount));
    if (target === null) return;
    event.preventDefault();
    setWalkedId(geofences[target]?.id ?? null);
    virtualizer.scrollToIndex(target);
  };

  const items = virtualizer.getVirtualItems();
  const isActiveDrawn = items.some(({ index }) => index === activeIndex);
  return (
    <div
      ref={scrollRef}
      role="listbox"
      tabIndex={0}
      className={classes.list}
      aria-label={t('title')}
      aria-activedescendant={isActiveDrawn && activeId !== null ? elementId(activeId) : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.rows} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const geofence = geofences[index];
          return geofence === undefined ? null : (
            <Row
              key={geofence.id}
              geofence={geofence}
              topPx={start}
              index={index}
              count={geofences.length}
              isActive={index === activeIndex}
              isSelected={geofence.id === selectedId}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
}
