import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormEnd } from '../forms/form-end.tsx';
import { PersonPicker } from '../forms/person-picker.tsx';
import { useCommand } from '../frame/use-command.ts';
import classes from '../office.module.css';
import { textLengthMax } from '../reason-form.tsx';
import { WholeNumber } from '../whole-number.tsx';

/** The limit of the contract (command-inputs.ts). */
const pointsMax = 1_000_000_000;

interface ProposePointsProps {
  readonly companyId: string;
  readonly onDone: () => void;
}

/** Points by hand: proposed by one person, given by another. */
export function ProposePoints({ companyId, onDone }: ProposePointsProps) {
  const { t } = useTranslation('referralOffice');
  const [proposalId] = useState(() => crypto.randomUUID());
  const [personId, setPersonId] = useState<string | null>(null);
  const [points, setPoints] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const { run, isRunning, problem } = useCommand('proposePoints');
  const given = reason.trim();
  const save = async () => {
    if (personId === null || points === null || points < 1 || given === '') return;
    const command = { companyId, proposalId, personId, points, reason: given };
    const outcome = await run(command, t('approvals.proposed'));
    if (outcome === 'accepted' || outcome === 'waiting') onDone();
  };
  return (
    <form
      className={classes.detail}
      aria-label={t('approvals.proposeTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) void save();
      }}
    >
      <div>
        <h2 className={classes.detailTitle}>{t('approvals.proposeTitle')}</h2>
        <p className={classes.quiet}>{t('approvals.proposeAbout')}</p>
      </div>
      <PersonPicker label={t('approvals.proposeFor')} personId={personId} onChange={setPersonId} />
      <WholeNumber
        label={t('approvals.points')}
        value={points}
        min={1}
        max={pointsMax}
        onChange={setPoints}
      />
      <Textarea
        size="xs"
        label={t('approvals.proposeReason')}
        value={reason}
        maxLength={textLengthMax}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormEnd
        submitLabel={t('approvals.proposeSave')}
        problem={problem}
        isRunning={isRunning}
        onCancel={onDone}
      />
    </form>
  );
}
