import { Textarea } from '@mantine/core';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandOutcome } from '../frame/use-command.ts';
import { FormEnd } from './form-end.tsx';
import classes from './forms.module.css';

const noteLengthMax = 2_000;

interface DeedFormProps {
  /** What will be done. */
  readonly title: string;
  /** Left out: nothing is asked. */
  readonly noteLabel?: string;
  /** Without a reason it is not done. */
  readonly needsNote?: boolean;
  readonly isGrave?: boolean;
  readonly problem: string | null;
  readonly isRunning: boolean;
  readonly children?: ReactNode;
  /** `null`: something else has to be filled in first, and says so. */
  readonly onRun: (note: string | null) => Promise<CommandOutcome> | null;
  readonly onDone: () => void;
}

/** One deed with a word to it: evidence, a note or a reason. It stays as it is until it is safe. */
export function DeedForm(props: DeedFormProps) {
  const { title, noteLabel, needsNote = false, isGrave = false, problem, isRunning, onRun, onDone } = props;
  const { t } = useTranslation('referrals');
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const said = note.trim();
  const isMissing = needsNote && said === '';
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isMissing || isRunning) return;
    const outcome = await onRun(said === '' ? null : said);
    if (outcome === 'accepted' || outcome === 'waiting') onDone();
  };
  return (
    <form
      className={classes.deed}
      aria-label={title}
      noValidate
      onSubmit={(event) => void onSubmit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <h3 className={classes.heading}>{title}</h3>
      {props.children}
      {noteLabel !== undefined && (
        <Textarea
          size="xs"
          label={noteLabel}
          required={needsNote}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={noteLengthMax}
          value={note}
          error={isChecked && isMissing ? t('form.noteMissing') : undefined}
          onChange={(event) => setNote(event.currentTarget.value)}
          autoFocus
        />
      )}
      <FormEnd
        submitLabel={t('form.confirm')}
        problem={problem}
        isRunning={isRunning}
        isGrave={isGrave}
        onCancel={onDone}
      />
    </form>
  );
}
