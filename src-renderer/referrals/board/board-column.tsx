import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nextIndex } from '../../ui/data-grid/list-keys.ts';
import { formatCount } from '../../ui/format.ts';
import type { Referral } from '../frame/referral-types.ts';
import type { BoardColumn } from './board-columns.ts';
import classes from './board.module.css';
import { ReferralCard } from './referral-card.tsx';

const cardHeightPx = 50;
export const cardId = (referralId: string): string => `referral-card-${referralId}`;

interface ColumnProps {
  readonly column: BoardColumn;
  /** -1: the keyboard is in another column. */
  readonly activeRow: number;
  readonly openId: string | null;
  readonly waitingIds: ReadonlySet<string>;
  readonly nameOf: (personId: string) => string;
  readonly onRow: (row: number) => void;
  /** To the column beside; `true` when it was such a key. */
  readonly onSideKey: (key: string) => boolean;
  readonly onOpen: (referralId: string | null) => void;
}

function useCards(count: number, activeRow: number) {
  const scrollRef = useRef<HTMLDivElement>(null);
  // The active card stays in the document: aria-activedescendant points at it.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return activeRow < 0 || seen.includes(activeRow) ? seen : [...seen, activeRow];
    },
    [activeRow],
  );
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => cardHeightPx,
    overscan: 4,
    rangeExtractor,
  });
  return { scrollRef, virtualizer };
}

/** The referrals of one state, as many as there are. */
export function Column(props: ColumnProps) {
  const { column, activeRow, openId, waitingIds, nameOf, onRow, onSideKey, onOpen } = props;
  const { t } = useTranslation('referrals');
  const { referrals, state } = column;
  const { scrollRef, virtualizer } = useCards(referrals.length, activeRow);
  const active: Referral | undefined = referrals[activeRow];
  const label = t(`state.${state}`);

  useEffect(() => {
    if (activeRow < 0) return;
    virtualizer.scrollToIndex(activeRow);
    scrollRef.current?.focus({ preventScroll: true });
  }, [activeRow, virtualizer, scrollRef]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pageCount = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / cardHeightPx) - 1);
    const row = nextIndex(event.key, activeRow, referrals.length, pageCount);
    if (row !== null) onRow(row);
    else if (event.key === 'Enter' && active !== undefined) onOpen(active.id);
    else if (event.key === 'Escape') onOpen(null);
    else if (!onSideKey(event.key)) return;
    event.preventDefault();
  };

  return (
    <section className={classes.column} aria-label={label}>
      <h2 className={classes.columnHead}>
        {label}
        <span className={classes.columnCount}>{formatCount(referrals.length)}</span>
      </h2>
      <div
        ref={scrollRef}
        role="listbox"
        className={classes.cards}
        tabIndex={0}
        aria-label={t('board.columnLabel', { state: label, count: formatCount(referrals.length) })}
        aria-activedescendant={active === undefined ? undefined : cardId(active.id)}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={classes.cardSpace} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const referral = referrals[index];
            if (referral === undefined) return null;
            return (
              <ReferralCard
                key={referral.id}
                id={cardId(referral.id)}
                referral={referral}
                referrerName={nameOf(referral.referrerId)}
                topPx={start}
                isActive={index === activeRow}
                isOpen={referral.id === openId}
                isWaiting={waitingIds.has(referral.id)}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </section>
  );
}
