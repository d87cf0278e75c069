import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import listTools from '../../ui/list-tools.module.css';
import { Beside } from '../beside.tsx';
import { useCompany } from '../frame/company.ts';
import classes from '../office.module.css';
import { useRecordNames } from '../record-names.ts';
import { approvalKinds, type Approval, type ApprovalKind } from './approval.ts';
import { DecidedProposals } from './decided-proposals.tsx';
import { ProposePoints } from './propose-points.tsx';
import { useApprovals } from './undecided-store.ts';
import { WaitingApprovals } from './waiting-approvals.tsx';

type Filter = ApprovalKind | 'all' | 'decided';

interface ToolbarProps {
  readonly approvals: readonly Approval[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onPropose: () => void;
}

function ApprovalsToolbar({ approvals, filter, onFilter, onPropose }: ToolbarProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <div className={classes.toolbar}>
      <div className={listTools.chips} role="group" aria-label={t('approvals.which')}>
        {approvalKinds.map((kind) => (
          <FilterChip
            key={kind}
            isOn={filter === kind}
            label={t(`approvals.kinds.${kind}`)}
            count={approvals.filter((one) => one.kind === kind).length}
            onToggle={() => onFilter(filter === kind ? 'all' : kind)}
          />
        ))}
        <FilterChip
          isOn={filter === 'decided'}
          label={t('approvals.decided')}
          onToggle={() => onFilter(filter === 'decided' ? 'all' : 'decided')}
        />
      </div>
      <div className={classes.end}>
        <span className={listTools.count}>{t('approvals.keys')}</span>
        <Button size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={onPropose}>
          {t('approvals.propose')}
        </Button>
      </div>
    </div>
  );
}

interface WaitingProps {
  readonly filter: ApprovalKind | 'all';
  readonly approvals: readonly Approval[] | null;
  readonly failure: string | null;
  readonly form: ReactNode | null;
}

function Waiting({ filter, approvals, failure, form }: WaitingProps) {
  const { t } = useTranslation('referralOffice');
  const names = useRecordNames();
  if (approvals === null) {
    if (failure !== null) return <EmptyState title={t('approvals.failed')} body={failure} />;
    return <p className={classes.loading}>{t('approvals.loading')}</p>;
  }
  const shown = filter === 'all' ? approvals : approvals.filter(({ kind }) => kind === filter);
  if (shown.length > 0) return <WaitingApprovals shown={shown} names={names} form={form} />;
  const reason = approvals.length === 0 ? 'empty' : 'noneFit';
  return (
    <Beside aside={form}>
      <EmptyState title={t(`approvals.${reason}Title`)} body={t(`approvals.${reason}Body`)} />
    </Beside>
  );
}

/** Everything that waits for a second person, in one list. */
export function ApprovalsPanel() {
  const companyId = useCompany()?.id ?? null;
  const { approvals, failure } = useApprovals();
  const names = useRecordNames();
  const [filter, setFilter] = useState<Filter>('all');
  const [isProposing, propose] = useState(false);
  if (companyId === null) return null;
  const form = isProposing ? <ProposePoints companyId={companyId} onDone={() => propose(false)} /> : null;
  return (
    <>
      <ApprovalsToolbar
        approvals={approvals ?? []}
        filter={filter}
        onFilter={setFilter}
        onPropose={() => propose(true)}
      />
      {filter === 'decided' ? (
        <DecidedProposals companyId={companyId} names={names} form={form} />
      ) : (
        <Waiting filter={filter} approvals={approvals} failure={failure} form={form} />
      )}
    </>
  );
}
