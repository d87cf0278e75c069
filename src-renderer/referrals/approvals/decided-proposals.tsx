import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount, formatDated, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { useRecords } from '../frame/record-store.ts';
import { Beside } from '../beside.tsx';
import { useCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import type { Proposal } from '../frame/referral-types.ts';
import { ProblemLine } from '../problem-line.tsx';
import { ReasonForm } from '../reason-form.tsx';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import type { RecordNames } from '../record-names.ts';
import { pointsWords } from './approval-words.ts';
import own from './approvals.module.css';
import { DetailHead } from '../../ui/detail-head.tsx';
import { Facts } from '../../ui/facts.tsx';

const idOf = ({ id }: Proposal): string => id;

function useColumns(names: RecordNames): readonly RecordColumn<Proposal>[] {
  const { t } = useTranslation('referralOffice');
  const minuteMs = useMinuteMs();
  return useMemo(() => {
    const person = ({ personId }: Proposal) => names.person(personId);
    const reason = (proposal: Proposal) => proposal.reason;
    return [
      {
        id: 'state',
        head: t('approvals.proposalState'),
        cell: ({ state }) => t(`approvals.proposalStates.${state}`),
      },
      {
        id: 'since',
        head: t('approvals.since'),
        look: 'time',
        cell: ({ changedAtMs }) => formatMoment(changedAtMs, minuteMs),
      },
      { id: 'person', head: t('approvals.proposeFor'), look: 'name', cell: person, title: person },
      {
        id: 'points',
        head: t('approvals.points'),
        look: 'number',
        cell: ({ points }) => formatCount(points),
      },
      { id: 'reason', head: t('approvals.proposeReason'), cell: reason, title: reason },
      {
        id: 'by',
        head: t('approvals.by'),
        look: 'quiet',
        cell: ({ proposedBy }) => names.account(proposedBy),
      },
      {
        id: 'decidedBy',
        head: t('approvals.decidedBy'),
        look: 'quiet',
        cell: ({ decidedBy }) => (decidedBy === null ? '' : names.account(decidedBy)),
      },
    ];
  }, [t, minuteMs, names]);
}

/** Points that were given by hand can be taken back by an entry that reverses it. */
function Reverse({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation('referralOffice');
  const { run, isRunning, problem } = useCommand('reverseProposal');
  const [isOpen, open] = useState(false);
  const reverse = async (reason: string) => {
    const outcome = await run({ proposalId: proposal.id, reason }, t('approvals.reversed'));
    if (outcome === 'accepted' || outcome === 'waiting') open(false);
  };
  return (
    <>
      {isOpen ? (
        <ReasonForm
          label={t('approvals.reverseReason')}
          submitLabel={t('approvals.reverseYes', { points: pointsWords(proposal.points) })}
          isRunning={isRunning}
          isDangerous
          onSubmit={(reason) => void reverse(reason)}
          onCancel={() => open(false)}
        />
      ) : (
        <div className={classes.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => open(true)}>
            {t('approvals.reverse')}
          </Button>
        </div>
      )}
      <ProblemLine problem={problem} />
    </>
  );
}

interface ProposalDetailProps {
  readonly proposal: Proposal;
  readonly names: RecordNames;
  readonly onClose: () => void;
}

function ProposalDetail({ proposal, names, onClose }: ProposalDetailProps) {
  const { t } = useTranslation('referralOffice');
  const { personId, points, reason, state, proposedBy, decidedBy, changedAtMs } = proposal;
  const title = names.person(personId);
  const facts = [
    [t('approvals.points'), pointsWords(points)],
    [t('approvals.proposeReason'), reason],
    [t('approvals.by'), names.account(proposedBy)],
    [t('approvals.decidedBy'), decidedBy === null ? '' : names.account(decidedBy)],
    [t('approvals.since'), formatDated(changedAtMs)],
  ] as const;
  return (
    <section className={classes.detail} aria-label={title}>
      <DetailHead title={title} closeLabel={t('approvals.close')} onClose={onClose}>
        {t(`approvals.proposalStates.${state}`)}
      </DetailHead>
      <Facts facts={facts} />
      {state === 'approved' && <Reverse proposal={proposal} />}
    </section>
  );
}

interface DecidedProposalsProps {
  readonly companyId: string;
  readonly names: RecordNames;
  /** Takes the place of the chosen line. */
  readonly form: ReactNode | null;
}

/** Points by hand that somebody has decided about, newest first. */
export function DecidedProposals({ companyId, names, form }: DecidedProposalsProps) {
  const { t } = useTranslation('referralOffice');
  const { items, byId, isComplete, failure } = useRecords('listProposals', companyId);
  const [selectedId, select] = useState<string | null>(null);
  const columns = useColumns(names);
  const shown = useMemo(() => items.filter(({ state }) => state !== 'waiting'), [items]);
  const selected = selectedId === null ? undefined : byId.get(selectedId);
  const list = () => {
    if (failure !== null && !isComplete) return <EmptyState title={t('approvals.failed')} body={failure} />;
    if (shown.length === 0 && !isComplete) return <p className={classes.loading}>{t('approvals.loading')}</p>;
    if (shown.length === 0) {
      return <EmptyState title={t('approvals.noneDecidedTitle')} body={t('approvals.noneDecidedBody')} />;
    }
    return (
      <RecordGrid
        label={t('approvals.decidedLabel')}
        rows={shown}
        idOf={idOf}
        columns={columns}
        className={own.decided}
        selectedId={selectedId}
        onSelect={(row) => select(row?.id ?? null)}
      />
    );
  };
  const detail = selected !== undefined && (
    <ProposalDetail
      key={`${selected.id} ${selected.state}`}
      proposal={selected}
      names={names}
      onClose={() => select(null)}
    />
  );
  return <Beside aside={form ?? (detail || null)}>{list()}</Beside>;
}
