import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { formatCount } from '../../ui/format.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { useCompany } from '../frame/company.ts';
import { useWaitingIds } from '../frame/outbox-store.ts';
import { usePersonName } from '../frame/people.ts';
import { useRecords } from '../frame/record-store.ts';
import type { Referral } from '../frame/referral-types.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import { ReferralPanel, UnpostedReferral } from '../referral/referral-panel.tsx';
import { Column } from './board-column.tsx';
import {
  besidePlace,
  boardColumns,
  campaignsOf,
  countEnded,
  isFiltered,
  noBoardFilter,
  type BoardColumn,
  type BoardFilter,
  type BoardPlace,
} from './board-columns.ts';
import classes from './board.module.css';
import { WaitingStrip } from './waiting-strip.tsx';
import { NewReferralForm } from './new-referral-form.tsx';

interface ToolbarProps {
  readonly filter: BoardFilter;
  readonly referrals: readonly Referral[];
  readonly shownCount: number;
  readonly onChange: (filter: BoardFilter) => void;
  readonly onNew: () => void;
}

function Toolbar({ filter, referrals, shownCount, onChange, onNew }: ToolbarProps) {
  const { t } = useTranslation('referrals');
  const searchRef = useRef<HTMLInputElement>(null);
  const campaigns = useMemo(() => campaignsOf(referrals), [referrals]);
  const change = (part: Partial<BoardFilter>) => onChange({ ...filter, ...part });
  return (
    <div className={classes.toolbar} role="search" aria-label={t('board.search')}>
      <SearchBox
        inputRef={searchRef}
        className={classes.search}
        label={t('board.search')}
        placeholder={t('board.searchPlaceholder')}
        clearLabel={t('board.clear')}
        value={filter.search}
        onChange={(search) => change({ search })}
      />
      {campaigns.length > 0 && (
        <Select
          size="xs"
          w={150}
          aria-label={t('board.campaign')}
          placeholder={t('board.campaign')}
          data={[...campaigns]}
          value={filter.campaignId}
          onChange={(campaignId) => change({ campaignId })}
          clearable
          searchable
        />
      )}
      <FilterChip
        isOn={filter.isReviewOpen}
        label={t('board.reviewOpen')}
        count={referrals.filter(({ review }) => review === 'needed').length}
        onToggle={() => change({ isReviewOpen: !filter.isReviewOpen })}
      />
      <FilterChip
        isOn={filter.showsEnded}
        label={t('board.ended')}
        count={countEnded(referrals)}
        onToggle={() => change({ showsEnded: !filter.showsEnded })}
      />
      {isFiltered(filter) && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(noBoardFilter)}>
          {t('board.clear')}
        </Button>
      )}
      <span className={classes.space} />
      <span className={classes.count} role="status">
        {t('board.shown', { count: shownCount, countText: formatCount(shownCount) })}
      </span>
      <Button size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={onNew}>
        {t('board.new')}
      </Button>
    </div>
  );
}

interface ColumnsProps {
  readonly onOpen: () => void;
  readonly columns: readonly BoardColumn[];
  readonly nameOf: (personId: string) => string;
}

function Columns({ columns, nameOf, onOpen }: ColumnsProps) {
  const [place, setPlace] = useState<BoardPlace>({ column: 0, row: -1 });
  const openId = useReferralView((view) => view.referralId);
  const openReferral = useReferralView((view) => view.openReferral);
  const waitingIds = useWaitingIds();
  return (
    <div className={classes.columns}>
      {columns.map((column, index) => (
        <Column
          key={column.state}
          column={column}
          activeRow={index === place.column ? place.row : -1}
          openId={openId}
          waitingIds={waitingIds}
          nameOf={nameOf}
          onRow={(row) => setPlace({ column: index, row })}
          onSideKey={(key) => {
            const next = besidePlace(key, { column: index, row: place.row }, columns);
            if (next !== null) setPlace(next);
            return next !== null;
          }}
          onOpen={(referralId) => {
            onOpen();
            openReferral(referralId);
          }}
        />
      ))}
    </div>
  );
}

interface AsideProps {
  readonly companyId: string | null;
  readonly isMaking: boolean;
  readonly onMade: () => void;
}

/** Beside the board: the form of a new referral, or the one that is open. */
function Aside({ companyId, isMaking, onMade }: AsideProps) {
  const openId = useReferralView((view) => view.referralId);
  const openReferral = useReferralView((view) => view.openReferral);
  const referral = useRecords('listReferrals', companyId).byId.get(openId ?? '');
  if (companyId === null || (!isMaking && openId === null)) return null;
  const close = () => openReferral(null);
  return (
    <div className={classes.aside}>
      {isMaking ? (
        <NewReferralForm
          companyId={companyId}
          onMade={(referralId) => {
            onMade();
            openReferral(referralId);
          }}
          onCancel={onMade}
        />
      ) : referral === undefined ? (
        <UnpostedReferral referralId={openId ?? ''} onClose={close} />
      ) : (
        <ReferralPanel key={referral.id} referral={referral} onClose={close} />
      )}
    </div>
  );
}

/** Every referral of the company, a column for each state. */
export function BoardPanel() {
  const { t } = useTranslation('referrals');
  const companyId = useCompany()?.id ?? null;
  const { items, isComplete, failure } = useRecords('listReferrals', companyId);
  const codes = useRecords('listCodes', companyId).byId;
  const nameOf = usePersonName();
  const [filter, setFilter] = useState(noBoardFilter);
  const [isMaking, setMaking] = useState(false);
  const columns = useMemo(
    () => boardColumns(items, filter, { nameOf, codeOf: (id) => codes.get(id)?.text ?? null }),
    [items, filter, nameOf, codes],
  );
  const shownCount = columns.reduce((sum, { referrals }) => sum + referrals.length, 0);
  return (
    <>
      <Toolbar
        filter={filter}
        referrals={items}
        shownCount={shownCount}
        onChange={setFilter}
        onNew={() => setMaking(true)}
      />
      <WaitingStrip />
      <div className={classes.body}>
        {failure !== null && <EmptyState title={t('empty.failed')} body={failure} />}
        {failure === null && items.length === 0 && (
          <EmptyState
            title={t(isComplete ? 'board.emptyTitle' : 'empty.loading')}
            body={isComplete ? t('board.emptyBody') : ''}
          />
        )}
        {items.length > 0 && <Columns columns={columns} nameOf={nameOf} onOpen={() => setMaking(false)} />}
        <Aside companyId={companyId} isMaking={isMaking} onMade={() => setMaking(false)} />
      </div>
    </>
  );
}
