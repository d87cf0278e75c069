import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './office.module.css';

/** The longest text that the ledger takes (contract). */
export const textLengthMax = 2_000;

interface ReasonFormProps {
  readonly label: string;
  readonly submitLabel: string;
  readonly isRunning: boolean;
  readonly isDangerous?: boolean;
  readonly onSubmit: (reason: string) => void;
  readonly onCancel: () => void;
}

/** A deed that needs its reason in words. Ctrl+Enter sends it, Escape leaves it. */
export function ReasonForm(props: ReasonFormProps) {
  const { label, submitLabel, isRunning, isDangerous = false, onSubmit, onCancel } = props;
  const { t } = useTranslation('referralOffice');
  const [reason, setReason] = useState('');
  const given = reason.trim();
  const submit = () => {
    if (given !== '' && !isRunning) onSubmit(given);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <Textarea
        size="xs"
        label={label}
        value={reason}
        maxLength={textLengthMax}
        autosize
        minRows={2}
        maxRows={8}
        autoFocus
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.buttons} style={{ marginTop: 8 }}>
        <Button
          size="compact-sm"
          type="submit"
          {...(isDangerous ? { color: 'red' } : {})}
          disabled={given === ''}
          loading={isRunning}
        >
          {submitLabel}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('reason.cancel')}
        </Button>
      </div>
    </form>
  );
}
