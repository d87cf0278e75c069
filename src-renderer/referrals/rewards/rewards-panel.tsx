import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import listTools from '../../ui/list-tools.module.css';
import { Beside } from '../beside.tsx';
import { useCompany } from '../frame/company.ts';
import { useRecords, type Records } from '../frame/record-store.ts';
import classes from '../office.module.css';
import type { Redemption, Reward } from '../frame/referral-types.ts';
import { useRecordNames } from '../record-names.ts';
import { RedemptionDetail } from './redemption-detail.tsx';
import { RedemptionList } from './redemption-list.tsx';
import { nextStep, orderRedemptions, redemptionStates, type RedemptionState } from './redemption-order.ts';
import { AddReward, RewardDetail } from './reward-forms.tsx';
import { RewardList } from './reward-list.tsx';

const views = ['redemptions', 'catalogue'] as const;
type View = (typeof views)[number];

function NothingYet({ records, what }: { readonly records: Records<unknown>; readonly what: View }) {
  const { t } = useTranslation('referralOffice');
  if (records.failure !== null) return <EmptyState title={t('rewards.failed')} body={records.failure} />;
  if (!records.isComplete) return <p className={classes.loading}>{t('rewards.loading')}</p>;
  return <EmptyState title={t(`rewards.empty.${what}`)} body={t(`rewards.empty.${what}Body`)} />;
}

interface ViewProps {
  readonly picker: ReactNode;
  readonly redemptions: Records<Redemption>;
}

function RedemptionsView({ picker, redemptions }: ViewProps) {
  const { t } = useTranslation('referralOffice');
  const names = useRecordNames();
  const [state, setState] = useState<RedemptionState | null>(null);
  const [selectedId, select] = useState<string | null>(null);
  const { items, byId } = redemptions;
  const shown = useMemo(() => orderRedemptions(items, state), [items, state]);
  const selected = selectedId === null ? undefined : byId.get(selectedId);
  const chips = redemptionStates.map((one) => (
    <FilterChip
      key={one}
      isOn={state === one}
      label={t(`rewards.states.${one}`)}
      count={items.filter((redemption) => redemption.state === one).length}
      onToggle={() => setState(state === one ? null : one)}
    />
  ));
  const toolbar = (
    <>
      {picker}
      <div className={listTools.chips} role="group" aria-label={t('rewards.which')}>
        {chips}
      </div>
    </>
  );
  const list =
    shown.length === 0 && items.length > 0 ? (
      <EmptyState title={t('rewards.noneFitTitle')} body={t('rewards.noneFitBody')} />
    ) : shown.length === 0 ? (
      <NothingYet records={redemptions} what="redemptions" />
    ) : (
      <RedemptionList
        redemptions={shown}
        selectedId={selectedId}
        names={names}
        onSelect={(row) => select(row?.id ?? null)}
      />
    );
  const aside =
    selected === undefined ? null : (
      <RedemptionDetail key={selected.id} redemption={selected} names={names} onClose={() => select(null)} />
    );
  return (
    <Beside aside={aside}>
      <div className={classes.toolbar}>{toolbar}</div>
      {list}
    </Beside>
  );
}

/** How many of each reward are reserved or ordered. */
function countOpen(redemptions: readonly Redemption[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const redemption of redemptions) {
    if (nextStep(redemption) === null) continue;
    counts.set(redemption.rewardId, (counts.get(redemption.rewardId) ?? 0) + 1);
  }
  return counts;
}

type Opened = { readonly kind: 'none' | 'new' } | { readonly kind: 'reward'; readonly id: string };

function CatalogueView({ picker, redemptions, companyId }: ViewProps & { readonly companyId: string }) {
  const { t } = useTranslation('referralOffice');
  const rewards = useRecords('listRewards', companyId);
  const [opened, open] = useState<Opened>({ kind: 'none' });
  const openCounts = useMemo(() => countOpen(redemptions.items), [redemptions.items]);
  const shown = useMemo(
    (): readonly Reward[] => [...rewards.items].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    [rewards.items],
  );
  const close = () => open({ kind: 'none' });
  const selectedId = opened.kind === 'reward' ? opened.id : null;
  const selected = selectedId === null ? undefined : rewards.byId.get(selectedId);
  const toolbar = (
    <>
      {picker}
      <Button
        size="xs"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => open({ kind: 'new' })}
      >
        {t('rewards.addOne')}
      </Button>
    </>
  );
  const list =
    shown.length === 0 ? (
      <NothingYet records={rewards} what="catalogue" />
    ) : (
      <RewardList
        rewards={shown}
        openCounts={openCounts}
        selectedId={selectedId}
        onSelect={(row) => open(row === null ? { kind: 'none' } : { kind: 'reward', id: row.id })}
      />
    );
  const detail = selected !== undefined && (
    <RewardDetail
      key={`${selected.id} ${selected.stock}`}
      reward={selected}
      openCount={openCounts.get(selected.id) ?? 0}
      onClose={close}
    />
  );
  const aside = opened.kind === 'new' ? <AddReward companyId={companyId} onDone={close} /> : detail || null;
  return (
    <Beside aside={aside}>
      <div className={classes.toolbar}>{toolbar}</div>
      {list}
    </Beside>
  );
}

/** What points are spent on, and what has become of each redemption. */
export function RewardsPanel() {
  const { t } = useTranslation('referralOffice');
  const companyId = useCompany()?.id ?? null;
  const redemptions = useRecords('listRedemptions', companyId);
  const [view, setView] = useState<View>('redemptions');
  if (companyId === null) return null;
  const picker = (
    <SegmentedControl
      size="xs"
      aria-label={t('rewards.view')}
      data={views.map((value) => ({ value, label: t(`rewards.${value}`) }))}
      value={view}
      onChange={(next) => setView(next as View)}
    />
  );
  const part = { picker, redemptions };
  return view === 'redemptions' ? (
    <RedemptionsView {...part} />
  ) : (
    <CatalogueView {...part} companyId={companyId} />
  );
}
