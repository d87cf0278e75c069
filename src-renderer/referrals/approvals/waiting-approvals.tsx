import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useAnyCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import type { RecordNames } from '../record-names.ts';
import { ApprovalDetail } from './approval-detail.tsx';
import { ApprovalList } from './approval-list.tsx';
import { doneWords } from './approval-words.ts';
import type { Approval } from './approval.ts';
import { commandOf, needOf, type Way } from './decision.ts';

/** When the chosen line leaves the list, the one that takes its place is chosen: whoever works down the list goes on. */
function useChosen(shown: readonly Approval[]) {
  const [selectedId, setSelectedId] = useState<string | null>(shown[0]?.id ?? null);
  const lastIndex = useRef(0);
  const index = shown.findIndex(({ id }) => id === selectedId);
  useEffect(() => {
    if (selectedId === null) return;
    if (index >= 0) lastIndex.current = index;
    else setSelectedId(shown[Math.min(lastIndex.current, shown.length - 1)]?.id ?? null);
  }, [shown, selectedId, index]);
  return { selected: shown[index] ?? null, setSelectedId };
}

interface Opened {
  readonly id: string;
  readonly way: Way;
}

function useDecisions(onDone: () => void) {
  const { run, isRunning, problem, forget } = useAnyCommand();
  const [decidingId, setDecidingId] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);

  const decide = async (
    approval: Approval,
    way: Way,
    given: { readonly reason: string; readonly amount?: number },
  ) => {
    const wanted = commandOf(approval, way, given);
    if (wanted === null || isRunning) return;
    setDecidingId(approval.id);
    const outcome = await run(wanted.name, wanted.command, doneWords(approval));
    if (outcome !== 'accepted' && outcome !== 'waiting') return;
    setOpened(null);
    onDone();
  };
  const open = (approval: Approval, way: Way | null) => {
    forget();
    setOpened(way === null ? null : { id: approval.id, way });
  };
  return { isRunning, problem, decidingId, opened, decide, open };
}

interface WaitingApprovalsProps {
  readonly shown: readonly Approval[];
  readonly names: RecordNames;
  /** Takes the place of the chosen line. */
  readonly form: ReactNode | null;
}

/** What waits, and beside it the chosen line with its decision. */
export function WaitingApprovals({ shown, names, form }: WaitingApprovalsProps) {
  const { t } = useTranslation('referralOffice');
  const { selected, setSelectedId } = useChosen(shown);
  const listRef = useRef<HTMLDivElement>(null);
  const asideRef = useRef<HTMLDivElement>(null);
  const focusList = () => listRef.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  const { isRunning, problem, decidingId, opened, decide, open } = useDecisions(focusList);

  const onWay = (way: Way) => {
    // While a form takes its place nobody sees what would be decided.
    if (selected === null || form !== null) return;
    const { kind, standing } = selected;
    const mayDecide = standing === 'ready' || (standing === 'fraud' && way === 'refuse');
    if (!mayDecide) return;
    const need = needOf(kind, way);
    if (need === 'nothing') void decide(selected, way, { reason: '' });
    else if (need === 'reason') open(selected, way);
    else if (need === 'time') asideRef.current?.querySelector<HTMLElement>('form input')?.focus();
  };

  return (
    <div className={classes.columns}>
      <div className={classes.side} ref={listRef}>
        <ApprovalList
          approvals={shown}
          selectedId={selected?.id ?? null}
          names={names}
          onSelect={(row) => setSelectedId(row?.id ?? null)}
          onWay={onWay}
        />
      </div>
      <div className={classes.aside} ref={asideRef}>
        {form !== null ? (
          form
        ) : selected === null ? (
          <EmptyState title={t('approvals.chooseTitle')} body={t('approvals.chooseBody')} />
        ) : (
          <ApprovalDetail
            key={selected.id}
            approval={selected}
            names={names}
            isRunning={isRunning && decidingId === selected.id}
            problem={decidingId === selected.id ? problem : null}
            way={opened?.id === selected.id ? opened.way : null}
            onWay={(way) => {
              open(selected, way);
              if (way === null) focusList();
            }}
            onDecide={(way, given) => void decide(selected, way, given)}
            onClose={() => setSelectedId(null)}
          />
        )}
      </div>
    </div>
  );
}
